import '@utrecht/component-library-css/dist/index.css';
import 'klantmail-tokens.css';
import './theme/werkplek.css';
import { render } from 'preact';
import { loadConfig } from './config';
import { LoginRefused, finishLogin } from './session';
import { App } from './views/app';

declare const __THEME_CLASS__: string;

async function start(): Promise<void> {
  const place = document.getElementById('werkplek');
  if (place === null) return;
  if (__THEME_CLASS__ !== '') document.documentElement.classList.add(...__THEME_CLASS__.split(' '));
  try {
    await loadConfig();
  } catch {
    render(<p class="alone">De werkplek kan haar instellingen niet lezen. Laad de pagina zo opnieuw.</p>, place);
    return;
  }
  let refused = '';
  try {
    await finishLogin();
  } catch (cause) {
    refused = cause instanceof LoginRefused ? cause.message : 'De aanmelding is niet gelukt. Probeer het opnieuw.';
  }
  render(<App refused={refused} />, place);
}

void start();
