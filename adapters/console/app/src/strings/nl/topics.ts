import type { enTopics } from '../en/topics.ts';

export const topics: typeof enTopics = {
  topic: 'Thema',
  hint: 'Wie zich hiervoor heeft afgemeld, krijgt het bericht niet.',
  none: 'Geen thema',
  gone: 'De dienst heeft dit thema niet meer: kies een ander.',
  ofTemplate: (name) => `Dat van het sjabloon: ${name}`,
  templateHint: 'Waar de berichten over gaan: wie zich hiervoor heeft afgemeld, krijgt ze niet.',
  optOuts: 'Wie zich heeft afgemeld',
  optOutChoices: {
    usual: 'Krijgt het niet',
    unsubscribe: 'Krijgt het niet; anderen kunnen zich afmelden',
    essential: 'Krijgt het toch: het is essentieel',
  },
  optOutHints: {
    usual: 'Een afmeldlink is er als het bericht die toont.',
    unsubscribe: 'E-mailprogramma’s tonen een knop om zich met één klik af te melden.',
    essential:
      'Alleen voor wat de persoon heeft gevraagd of nodig heeft, zoals een factuur. Onbestelbaarheid, klachten en handmatige blokkeringen blijven gelden.',
  },
  essentialLink:
    'Een essentieel bericht toont geen afmeldlink: haal de link eruit of laat afmeldingen gelden.',
  chosen: 'Wat deze persoon heeft gekozen',
  chosenHint: 'Waarvoor de persoon zich heeft afgemeld: via een link, met STOP of bij u.',
  choices: (where) => `Keuzes voor ${where}`,
  everything: 'Alles',
  gets: 'Krijgt het',
  notOut: 'Niet afgemeld',
  out: (since) => `Afgemeld sinds ${since}`,
  allOut: 'Niet zolang alles is afgemeld',
  heldBy: (reason, since) => `Daar gaat niets naartoe, wat er ook is gekozen: ${reason}, ${since}.`,
  heldTopic: (reason, since) => `Wordt niet verzonden: ${reason}, ${since}`,
  optOut: 'Afmelden',
  optOutOf: (name, where) => `Afmelden: ‘${name}’, ${where}`,
  optIn: 'Weer aanmelden',
  optInOf: (name, where) => `Weer aanmelden: ‘${name}’, ${where}`,
  optInTitle: 'Weer aanmelden?',
  optInBody: (name, where) => `‘${name}’ gaat weer naar ${where}.`,
  optInWarn:
    'Deze persoon heeft zich afgemeld. Meld de persoon alleen weer aan als die daarom heeft gevraagd.',
  optedOut: (name, where) => `‘${name}’ gaat niet meer naar ${where}.`,
  optedIn: (name, where) => `‘${name}’ gaat weer naar ${where}.`,
  unreadable: (channel) => `${channel}: het adres van deze persoon kan niet worden gebruikt.`,
};
