import type { JSX } from 'preact';
import type { Schemas } from '../api/client';
import { nameOf } from '../parts/pane';
import { Dialog, Facts } from '../parts/parts';
import { size } from '../parts/time';
import { Text } from './mail';

/** A mail as it will leave. Its HTML says the same as its text, and has styles that the page's policy refuses. */
export function Voorbeeld({ mail, close }: { mail: Schemas['Voorbeeld']; close: () => void }): JSX.Element {
  const to = (soort: string): string =>
    mail.ontvangers
      .filter((each) => each.soort === soort)
      .map(nameOf)
      .join(', ');
  const files = mail.bijlagen.map((each) => `${each.bestandsnaam} (${size(each.bestandsomvang)})`).join(', ');
  const rows = [
    ['Van', nameOf(mail.van)],
    ['Aan', to('aan')],
    ['Cc', to('cc')],
    ['Onderwerp', mail.onderwerp],
    ['Bijlagen', files],
  ] as const;
  return (
    <Dialog heading="Voorbeeld" close={close}>
      <p>Zo gaat de e-mail weg. Er is nog niets verstuurd.</p>
      <Facts caption="Gegevens van de e-mail" rows={rows.filter(([, value]) => value !== '')} />
      <Text text={mail.tekst} url={null} />
    </Dialog>
  );
}
