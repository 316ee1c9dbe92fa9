import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import type { paths } from '../api/schema';
import { goTo, useLoaded } from '../parts/hooks';
import { Button, LoadNotice, Notice, PrintButton, TextField } from '../parts/parts';
import { Wide } from '../parts/table';
import { atTime, onDate } from '../parts/time';
import { Beperking, Restricted } from './beperking';

type Viewing = Schemas['Kijker'];

const NUMBER = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i;

/** The medewerkers who saw a klantcontact: for the privacyfunctionaris, who sees no mail. */
export function Inzagen({ chosen }: { chosen: string | undefined }): JSX.Element {
  const [typed, type] = useState(chosen ?? '');
  useEffect(() => {
    if (chosen !== undefined) type(chosen);
  }, [chosen]);
  const [wrong, setWrong] = useState(false);
  const [asked, ask] = useState(0);
  return (
    <div class="page">
      <section class="viewings" aria-label="Wie een klantcontact zag">
        <p class="lead">Hier ziet u wie een klantcontact heeft gezien of behandeld, met de e-mail en de documenten die erbij horen.</p>
        <form
          class="filter filter--form"
          aria-label="Klantcontact kiezen"
          onSubmit={(event) => {
            event.preventDefault();
            const number = NUMBER.exec(typed)?.[0].toLowerCase();
            setWrong(number === undefined);
            if (number === undefined) return;
            goTo(`inzagen/${number}`);
            ask((times) => times + 1);
          }}
        >
          <TextField
            label="Nummer van het klantcontact"
            description="De identificatie van 36 tekens, of het adres van het klantcontact in de werkplek. Een medewerker van het KCC kan u die geven. Is de e-mail zonder klantcontact gesloten? Vul dan het nummer van de e-mail in: u kunt de verwerking daarvan beperken."
            required
            focus={chosen === undefined}
            value={typed}
            change={type}
          />
          {wrong && <Notice kind="error">Hier staat geen nummer van een klantcontact in. Het ziet eruit als 3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b.</Notice>}
          <Button type="submit" look="primary-action">
            Tonen
          </Button>
        </form>
        {chosen !== undefined && (
          <div key={`${chosen} ${asked}`}>
            <Found identificatie={chosen} />
            <Beperking identificatie={chosen} />
          </div>
        )}
        {chosen === undefined && <Restricted />}
      </section>
    </div>
  );
}

/** The most lines that the API gives: the last ones. */
const MOST = 1_000;
/** Rows that are shown at first, and that come with each click. */
const SHOWN = 100;

function Found({ identificatie }: { identificatie: string }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/klantcontacten/{identificatie}/inzagen', { path: { identificatie } }), identificatie);
  const [most, setMost] = useState(SHOWN);
  const viewings = loaded.data?.results ?? [];
  const rows = together(viewings);
  return (
    <>
      {loaded.fault?.status !== 404 && <LoadNotice loaded={loaded} />}
      {loaded.data !== null && rows.length === 0 && <p class="empty">Niemand heeft dit klantcontact gezien zo lang het logboek teruggaat.</p>}
      {rows.length > 0 && (
        <>
          <h2 class="utrecht-heading-2">Klantcontact {identificatie}</h2>
          <Wide caption="Wie dit klantcontact zag" heads={['Wanneer', 'Medewerker', 'Wat', 'Netwerkadres']} kind="words">
            <tbody class="utrecht-table__body">
              {rows.slice(0, most).map((each) => (
                <tr class="utrecht-table__row" key={`${each.first.tijdstip} ${each.first.actie}`}>
                  <td class="utrecht-table__cell">{momentOf(each)}</td>
                  <td class="utrecht-table__cell">
                    {each.last.naam ?? (each.last.medewerker === null ? 'Onbekend' : <code>{each.last.medewerker}</code>)}
                  </td>
                  <td class="utrecht-table__cell">
                    {whatOf(each.last.actie)}
                    {each.times > 1 && <span class="muted"> ({each.times} keer)</span>}
                  </td>
                  <td class="utrecht-table__cell">{each.last.oorsprong}</td>
                </tr>
              ))}
            </tbody>
          </Wide>
          {rows.length > most && <Button onClick={() => setMost(most + SHOWN)}>Meer tonen</Button>}
          {viewings.length >= MOST && <p class="muted">Dit zijn de laatste {MOST.toLocaleString('nl-NL')} keer.</p>}
          <p class="muted">Wat net is gebeurd, staat er na enkele seconden in. Een rij in de werkvoorraad telt niet mee: daar staat geen tekst.</p>
          <PrintButton />
        </>
      )}
    </>
  );
}

interface Repeated {
  readonly first: Viewing;
  readonly last: Viewing;
  readonly times: number;
}

/**
 * Take together what one person did many times without anybody else between.
 * The werkplek reads some things each minute.
 */
function together(viewings: readonly Viewing[]): readonly Repeated[] {
  const rows: Repeated[] = [];
  for (const each of viewings) {
    const row = rows.at(-1);
    const same = row !== undefined && row.last.medewerker === each.medewerker && row.last.actie === each.actie && row.last.oorsprong === each.oorsprong;
    if (same) rows[rows.length - 1] = { ...row, first: each, times: row.times + 1 };
    else rows.push({ first: each, last: each, times: 1 });
  }
  return rows;
}

function momentOf({ first, last }: Repeated): string {
  const [from, to] = [onDate(first.tijdstip), onDate(last.tijdstip)];
  if (from === to) return to;
  const sameDay = from.split(' ')[0] === to.split(' ')[0];
  return `${from} – ${sameDay ? atTime(last.tijdstip) : to}`;
}

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Exists<P extends keyof paths, V extends Verb> = [NonNullable<paths[P][V]>] extends [never] ? never : `${Uppercase<V>} ${P}`;
type Operation = { [P in keyof paths]: { [V in Verb]: Exists<P, V> }[Verb] }[keyof paths];
/** The fields in which the log may name a mail, a klantcontact or a document. */
type Logged = Extract<Operation, `${string} /${'emailberichten' | 'klantcontacten' | 'informatieobjecten' | 'interne-taken' | 'zoekopdrachten'}${string}`>;

/** Each operation in words: the compiler misses one that is not here. */
const WHAT: Record<Logged, string> = {
  'GET /emailberichten': 'Keek in de werkvoorraad',
  'GET /emailberichten/{identificatie}': 'Zag de e-mail, zonder de tekst',
  'POST /emailberichten/{identificatie}/inzage': 'Opende de e-mail',
  'DELETE /emailberichten/{identificatie}/inzage': 'Legde de e-mail terug',
  'GET /emailberichten/{identificatie}/inhoud': 'Las de e-mail terug',
  'POST /emailberichten/{identificatie}/meekijken': 'Keek mee met de e-mail',
  'GET /emailberichten/{identificatie}/samenhang': 'Zag dit bij een andere e-mail',
  'POST /emailberichten/{identificatie}/ontvangstbevestiging': 'Bevestigde de ontvangst',
  'GET /emailberichten/{identificatie}/interne-taken': 'Zag de taken bij de e-mail',
  'PUT /emailberichten/{identificatie}/reservering': 'Reserveerde de e-mail',
  'DELETE /emailberichten/{identificatie}/reservering': 'Gaf de reservering op',
  'POST /emailberichten/{identificatie}/verplaatsing': 'Verplaatste de e-mail',
  'POST /emailberichten/{identificatie}/heropening': 'Opende de e-mail opnieuw',
  'GET /emailberichten/{identificatie}/beperking': 'Zag of de verwerking is beperkt',
  'PUT /emailberichten/{identificatie}/beperking': 'Beperkte de verwerking, of hief dat op',
  'GET /emailberichten/{identificatie}/notities': 'Las de notities',
  'POST /emailberichten/{identificatie}/notities': 'Schreef een notitie',
  'GET /emailberichten/{identificatie}/storingen': 'Zag de storingen bij het formele bericht',
  'GET /emailberichten/{identificatie}/concept': 'Las een concept',
  'PUT /emailberichten/{identificatie}/concept': 'Bewaarde een concept',
  'DELETE /emailberichten/{identificatie}/concept': 'Gooide een concept weg',
  'POST /emailberichten/{identificatie}/voorbeeld': 'Bekeek een antwoord vooraf',
  'POST /emailberichten/{identificatie}/antwoord': 'Beantwoordde de e-mail',
  'POST /emailberichten/{identificatie}/interne-taken': 'Maakte een taak',
  'POST /emailberichten/{identificatie}/zaken': 'Maakte een zaak',
  'POST /emailberichten/{identificatie}/zaakkoppelingen': 'Deed de e-mail bij een zaak',
  'POST /emailberichten/{identificatie}/doorzendingen': 'Zond de e-mail door',
  'POST /emailberichten/{identificatie}/afsluiting': 'Sloot de e-mail af',
  'POST /emailberichten/{identificatie}/splitsing': 'Splitste de e-mail',
  'POST /emailberichten/{identificatie}/vrijgave': 'Haalde de e-mail uit quarantaine',
  'GET /emailberichten/{identificatie}/quarantaine': 'Las de e-mail in quarantaine',
  'POST /emailberichten/{identificatie}/quarantaine': 'Zette de e-mail in quarantaine',
  'POST /zoekopdrachten': 'Zag de e-mail bij het zoeken',
  'POST /klantcontacten/zoekopdrachten': 'Zag dit bij het zoeken',
  'GET /klantcontacten/{identificatie}': 'Las het klantcontact',
  'POST /klantcontacten/{identificatie}/vervolgberichten': 'Stuurde een vervolgbericht',
  'POST /klantcontacten/{identificatie}/vervolgberichten/voorbeeld': 'Bekeek een vervolgbericht vooraf',
  'GET /klantcontacten/{identificatie}/interne-taken': 'Zag de taken bij het klantcontact',
  'POST /klantcontacten/{identificatie}/interne-taken': 'Maakte een taak',
  'POST /klantcontacten/{identificatie}/zaken': 'Maakte een zaak',
  'POST /klantcontacten/{identificatie}/zaakkoppelingen': 'Deed het klantcontact bij een zaak',
  'POST /klantcontacten/{identificatie}/rectificaties': 'Zette erbij wat niet klopt',
  'GET /klantcontacten/{identificatie}/beperking': 'Zag of de verwerking is beperkt',
  'PUT /klantcontacten/{identificatie}/beperking': 'Beperkte de verwerking, of hief dat op',
  'GET /klantcontacten/{identificatie}/inzagen': 'Zocht op wie dit zag',
  'GET /informatieobjecten/{identificatie}': 'Zag de gegevens van een document',
  'GET /informatieobjecten/{identificatie}/inhoud': 'Opende een document',
  'GET /informatieobjecten/{identificatie}/ontleding': 'Las een bijgevoegde e-mail',
  'GET /interne-taken': 'Zag dit in een lijst met taken',
  'GET /interne-taken/{identificatie}': 'Las dit bij een taak',
  'PATCH /interne-taken/{identificatie}': 'Werkte aan een taak',
  'POST /interne-taken/{identificatie}/antwoord': 'Beantwoordde de e-mail vanuit een taak',
  'POST /interne-taken/{identificatie}/antwoord/voorbeeld': 'Bekeek een antwoord vanuit een taak vooraf',
  'POST /interne-taken/{identificatie}/vragen': 'Vroeg de klant iets vanuit een taak',
  'POST /interne-taken/{identificatie}/vragen/voorbeeld': 'Bekeek een vraag vanuit een taak vooraf',
  'GET /interne-taken/{identificatie}/notities': 'Las de notities bij een taak',
  'POST /interne-taken/{identificatie}/notities': 'Schreef een notitie bij een taak',
  'GET /interne-taken/{identificatie}/informatieobjecten/{document}/inhoud': 'Opende een document bij een taak',
  'GET /interne-taken/{identificatie}/informatieobjecten/{document}/ontleding': 'Las een bijgevoegde e-mail bij een taak',
};

const whatOf = (operation: string): string => (WHAT as Record<string, string>)[operation] ?? operation;
