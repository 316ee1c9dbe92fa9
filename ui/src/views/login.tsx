import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { config } from '../config';
import { Button, Notice, TextField } from '../parts/parts';
import { LoginRefused, type Person, goToLogin, person, signIn } from '../session';

/** Sign in. With `again`, the login of a page in use ended: it stands above the work, which stays as it is. */
export function Login({ refused = '', again }: { refused?: string; again?: Person }): JSX.Element {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(refused);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      await signIn(name.trim(), password);
      if (again !== undefined && person()?.medewerker !== again.medewerker) location.reload();
    } catch (cause) {
      setFault(cause instanceof LoginRefused ? cause.message : 'Er is geen verbinding. Kijk of uw netwerk werkt en probeer het opnieuw.');
      setBusy(false);
    }
  }

  const form = (
    <>
      {fault !== '' && <Notice kind="error">{fault}</Notice>}
      {config().aanmelding.domein === undefined ? (
        <form class="login__form" onSubmit={(event) => void submit(event)}>
          <TextField label="Gebruikersnaam" type="text" autocomplete="username" value={name} change={setName} required focus={again === undefined} />
          <TextField label="Wachtwoord" type="password" autocomplete="current-password" value={password} change={setPassword} required />
          <Button type="submit" look="primary-action" disabled={busy}>
            {busy ? 'Bezig met aanmelden…' : 'Aanmelden'}
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
