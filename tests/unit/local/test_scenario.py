from klantmail_local.scenario import table


def test_a_klantcontact_is_printed_as_c1199_prints_it() -> None:
    contact = {
        "identificatie": "189c5227-40f6-4218-a56f-6cbbd579a8b9",
        "geregistreerdOp": "2023-04-04T09:59:00Z",
        "kanaal": "e-mail",
        "medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f",
        "organisatorischeEenheid": "Klantcontactcentrum",
        "initiatiefnemer": "klant",
        "onderwerp": "Ophaalschema vuilnis",
        "inhoud": "LS,\n\nWanneer?",
        "klant": None,
        "vertegenwoordiger": None,
        "bijlagen": [
            {
                "informatieobject": {
                    "identificatie": "1",
                    "bestandsnaam": "e.eml",
                    "formaat": "message/rfc822",
                    "bestandsomvang": 9,
                }
            }
        ],
    }
    assert table(contact).splitlines() == [
        "| Identificatie            | 189c5227-40f6-4218-a56f-6cbbd579a8b9 |",
        "| Geregistreerd op         | 04-04-2023 11:59 |",
        "| Kanaal                   | e-mail |",
        "| Medewerker               | a255acc8-b7b9-4db3-94aa-ecba5aec9f5f |",
        "| Organisatorische eenheid | Klantcontactcentrum |",
        "| Initiatiefnemer          | Klant |",
        "| Onderwerp                | Ophaalschema vuilnis |",
        "| Inhoud                   | LS, Wanneer? |",
        "| Klant                    | - |",
        "| Vertegenwoordiger        | - |",
        "| Bijlage                  | e.eml (message/rfc822, 9 bytes) 1 |",
    ]
