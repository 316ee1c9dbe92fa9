import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { config } from '../config';
import { Button, Notice, TextField } from '../parts/parts';
import { LoginRefused, type Person, type Step, goToLogin, person, signIn, takeStep } from '../session';

/** Sign in. With `again`, the login of a page in use ended: it stands above the work, which stays as it is. */
export function Login({ refused = '', again }: { refused?: string; again?: Person }): JSX.Element {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(refused);
  const [step, setStep] = useState<Step | null>(null);
  const [typed, setTyped] = useState('');

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      const following = step === null ? await signIn(name.trim(), password) : await takeStep(step, typed);
      setTyped('');
      setStep(following);
      if (following !== null) setBusy(false);
      else if (again !== undefined && person()?.medewerker !== again.medewerker) location.reload();
    } catch (cause) {
      setFault(cause instanceof LoginRefused ? cause.message : 'Er is geen verbinding. Kijk of uw netwerk werkt en probeer het opnieuw.');
      if (cause instanceof LoginRefused && cause.tooLate) setStep(null);
      setBusy(false);
    }
  }

  const form = (
    <>
      {fault !== '' && <Notice kind="error">{fault}</Notice>}
      {config().aanmelding.domein === undefined ? (
        <form class="login__form" onSubmit={(event) => void submit(event)}>
          {step === null ? (
            <>
              <TextField label="Gebruikersnaam" type="text" autocomplete="username" value={name} change={setName} required focus={again === undefined} />
              <TextField label="Wachtwoord" type="password" autocomplete="current-password" value={password} change={setPassword} required />
            </>
          ) : (
            <StepFields key={step.session} step={step} typed={typed} change={setTyped} />
          )}
          <Button type="submit" look="primary-action" disabled={busy}>
            {busy ? 'Bezig met aanmelden…' : step === null ? 'Aanmelden' : 'Verder'}
          </Button>
        </form>
      ) : (
        <Button look="primary-action" onClick={() => void goToLogin()}>
          Aanmelden bij de gemeente
        </Button>
      )}
    </>
  );
  if (again !== undefined) {
    return (
      <section class="login-again" aria-label="Opnieuw aanmelden">
        <Notice kind="warning">
          <p>
            <strong>Uw aanmelding is verlopen.</strong> Meld u opnieuw aan. Alles wat u typte, blijft staan.
          </p>
        </Notice>
        {form}
      </section>
    );
  }
  return (
    <main class="login">
      <p class="brand">
        <img src="icon.svg" alt="" width="32" height="32" />
        Klantmail
      </p>
      <h1 class="utrecht-heading-1">Aanmelden</h1>
      <p class="muted">Voor medewerkers van de gemeente die e-mail van inwoners behandelen.</p>
      {form}
    </main>
  );
}

/** Code from an app: six digits. */
const DIGITS = 6;

function StepFields({ step, typed, change }: { step: Step; typed: string; change: (typed: string) => void }): JSX.Element {
  if (step.kind === 'wachtwoord') {
    return <TextField label="Nieuw wachtwoord" description="Dit is uw eerste keer. Kies een wachtwoord van uzelf." type="password" autocomplete="new-password" value={typed} change={change} required focus />;
  }
  return (
    <>
      {step.kind === 'koppelen' && (
        <>
          <p>Voor deze aanmelding is een app nodig die codes geeft. Zet deze sleutel in uw app:</p>
          <p>
            <code>{step.secret}</code>
          </p>
          <p>
            <a class="utrecht-link utrecht-link--html-a" href={`otpauth://totp/Klantmail:${encodeURIComponent(step.name)}?secret=${step.secret}&issuer=Klantmail`}>
              Of open uw app op dit apparaat
            </a>
          </p>
        </>
      )}
      <TextField label="Code uit uw app" description="Zes cijfers" autocomplete="one-time-code" max={DIGITS} value={typed} change={change} required focus />
    </>
  );
}
