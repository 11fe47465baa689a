import { primary } from '../model/language.ts';

/** What the public pages say. `{site}` is the site's name, `{topic}` a topic's. */
interface Words {
  readonly unsubscribe: string;
  /** Asked before a mail's topic, or everything, is unsubscribed from. */
  readonly askTopic: string;
  readonly askAll: string;
  readonly buttonTopic: string;
  readonly done: string;
  readonly doneTopic: string;
  readonly doneAll: string;
  readonly choose: string;
  /** Before the list of topics. */
  readonly chooseAsk: string;
  readonly save: string;
  readonly saved: string;
  readonly nothing: string;
  readonly nothingNow: string;
  readonly invalid: string;
  readonly invalidWhy: string;
  /** Of the links in what safe mode redirected. */
  readonly testCopy: string;
  readonly expired: string;
  readonly expiredWhy: string;
}

const words = {
  en: {
    unsubscribe: 'Unsubscribe',
    askTopic: 'You will get no more messages about “{topic}” from {site}.',
    askAll: 'You will get no more messages like this from {site}.',
    buttonTopic: 'Unsubscribe from “{topic}”',
    done: 'You are unsubscribed',
    doneTopic: 'You will get no more messages about “{topic}” from {site}.',
    doneAll: 'You will get no more messages like this from {site}.',
    choose: 'What you get',
    chooseAsk: 'Choose what {site} may send you.',
    save: 'Save',
    saved: 'Your choice is saved.',
    nothing: 'Unsubscribe from everything',
    nothingNow: 'At the moment you get nothing of this. What you choose and save here comes again.',
    invalid: 'This link is not valid',
    invalidWhy: 'It may have been cut off. Open the link in the message once more.',
    testCopy: 'This is a copy that went to you for testing. In the recipient’s own message the link works.',
    expired: 'This link is too old',
    expiredWhy: 'Open it once more where you found it.',
  },
  de: {
    unsubscribe: 'Abbestellen',
    askTopic: 'Sie erhalten von {site} keine Nachrichten zu „{topic}“ mehr.',
    askAll: 'Sie erhalten von {site} keine Nachrichten dieser Art mehr.',
    buttonTopic: '„{topic}“ abbestellen',
    done: 'Abbestellt',
    doneTopic: 'Sie erhalten von {site} keine Nachrichten zu „{topic}“ mehr.',
    doneAll: 'Sie erhalten von {site} keine Nachrichten dieser Art mehr.',
    choose: 'Was Sie erhalten',
    chooseAsk: 'Wählen Sie, was {site} Ihnen senden darf.',
    save: 'Speichern',
    saved: 'Ihre Auswahl ist gespeichert.',
    nothing: 'Alles abbestellen',
    nothingNow: 'Zurzeit erhalten Sie nichts davon. Was Sie hier wählen und speichern, kommt wieder.',
    invalid: 'Dieser Link ist ungültig',
    invalidWhy: 'Vielleicht ist er unvollständig. Öffnen Sie den Link in der Nachricht noch einmal.',
    testCopy:
      'Dies ist eine Kopie, die zum Testen an Sie ging. In der Nachricht selbst, die der Empfänger bekommt, gilt der Link.',
    expired: 'Dieser Link ist zu alt',
    expiredWhy: 'Öffnen Sie ihn dort noch einmal, wo Sie ihn gefunden haben.',
  },
  fr: {
    unsubscribe: 'Se désabonner',
    askTopic: 'Vous ne recevrez plus de messages de {site} sur « {topic} ».',
    askAll: 'Vous ne recevrez plus de messages de ce type de {site}.',
    buttonTopic: 'Se désabonner de « {topic} »',
    done: 'Vous êtes désabonné',
    doneTopic: 'Vous ne recevrez plus de messages de {site} sur « {topic} ».',
    doneAll: 'Vous ne recevrez plus de messages de ce type de {site}.',
    choose: 'Ce que vous recevez',
    chooseAsk: 'Choisissez ce que {site} peut vous envoyer.',
    save: 'Enregistrer',
    saved: 'Votre choix est enregistré.',
    nothing: 'Se désabonner de tout',
    nothingNow: 'Pour le moment, vous ne recevez rien. Ce que vous choisissez et enregistrez ici reprendra.',
    invalid: 'Ce lien n’est pas valide',
    invalidWhy: 'Il est peut-être incomplet. Ouvrez de nouveau le lien du message.',
    testCopy:
      'Ceci est une copie qui vous a été envoyée pour essai. Dans le message du destinataire, le lien fonctionne.',
    expired: 'Ce lien est trop ancien',
    expiredWhy: 'Ouvrez-le de nouveau là où vous l’avez trouvé.',
  },
  es: {
    unsubscribe: 'Darse de baja',
    askTopic: 'No recibirá más mensajes de {site} sobre «{topic}».',
    askAll: 'No recibirá más mensajes de este tipo de {site}.',
    buttonTopic: 'Darse de baja de «{topic}»',
    done: 'Se ha dado de baja',
    doneTopic: 'No recibirá más mensajes de {site} sobre «{topic}».',
    doneAll: 'No recibirá más mensajes de este tipo de {site}.',
    choose: 'Lo que recibe',
    chooseAsk: 'Elija qué puede enviarle {site}.',
    save: 'Guardar',
    saved: 'Su elección se ha guardado.',
    nothing: 'Darse de baja de todo',
    nothingNow: 'Ahora mismo no recibe nada de esto. Lo que elija y guarde aquí volverá a llegarle.',
    invalid: 'Este enlace no es válido',
    invalidWhy: 'Puede que esté incompleto. Abra de nuevo el enlace del mensaje.',
    testCopy:
      'Es una copia que se le envió para pruebas. En el mensaje del destinatario, el enlace funciona.',
    expired: 'Este enlace es demasiado antiguo',
    expiredWhy: 'Ábralo de nuevo desde donde lo encontró.',
  },
  it: {
    unsubscribe: 'Annulla l’iscrizione',
    askTopic: 'Non riceverà più messaggi da {site} su «{topic}».',
    askAll: 'Non riceverà più messaggi di questo tipo da {site}.',
    buttonTopic: 'Annulla l’iscrizione a «{topic}»',
    done: 'Iscrizione annullata',
    doneTopic: 'Non riceverà più messaggi da {site} su «{topic}».',
    doneAll: 'Non riceverà più messaggi di questo tipo da {site}.',
    choose: 'Che cosa riceve',
    chooseAsk: 'Scelga che cosa {site} può inviarle.',
    save: 'Salva',
    saved: 'La sua scelta è salvata.',
    nothing: 'Annulla tutte le iscrizioni',
    nothingNow: 'Al momento non riceve nulla. Ciò che sceglie e salva qui arriverà di nuovo.',
    invalid: 'Questo link non è valido',
    invalidWhy: 'Forse è incompleto. Apra di nuovo il link nel messaggio.',
    testCopy: 'È una copia inviata a Lei per prova. Nel messaggio del destinatario il link funziona.',
    expired: 'Questo link è troppo vecchio',
    expiredWhy: 'Lo apra di nuovo da dove l’ha trovato.',
  },
  nl: {
    unsubscribe: 'Afmelden',
    askTopic: 'U krijgt van {site} geen berichten meer over ‘{topic}’.',
    askAll: 'U krijgt van {site} geen berichten van deze soort meer.',
    buttonTopic: 'Afmelden voor ‘{topic}’',
    done: 'U bent afgemeld',
    doneTopic: 'U krijgt van {site} geen berichten meer over ‘{topic}’.',
    doneAll: 'U krijgt van {site} geen berichten van deze soort meer.',
    choose: 'Wat u krijgt',
    chooseAsk: 'Kies wat {site} u mag sturen.',
    save: 'Opslaan',
    saved: 'Uw keuze is opgeslagen.',
    nothing: 'Afmelden voor alles',
    nothingNow: 'Op dit moment krijgt u hier niets van. Wat u hier kiest en opslaat, komt weer.',
    invalid: 'Deze link is niet geldig',
    invalidWhy: 'Misschien is hij afgebroken. Open de link in het bericht nog eens.',
    testCopy:
      'Dit is een kopie die voor een test naar u is gestuurd. In het bericht van de ontvanger zelf werkt de link.',
    expired: 'Deze link is te oud',
    expiredWhy: 'Open hem nog eens waar u hem vond.',
  },
  pl: {
    unsubscribe: 'Wypisz się',
    askTopic: 'Nie będziesz już otrzymywać od {site} wiadomości na temat „{topic}”.',
    askAll: 'Nie będziesz już otrzymywać od {site} takich wiadomości.',
    buttonTopic: 'Wypisz się z „{topic}”',
    done: 'Wypisano',
    doneTopic: 'Nie będziesz już otrzymywać od {site} wiadomości na temat „{topic}”.',
    doneAll: 'Nie będziesz już otrzymywać od {site} takich wiadomości.',
    choose: 'Co otrzymujesz',
    chooseAsk: 'Wybierz, co {site} może Ci wysyłać.',
    save: 'Zapisz',
    saved: 'Wybór został zapisany.',
    nothing: 'Wypisz się ze wszystkiego',
    nothingNow:
      'Obecnie nic z tego nie otrzymujesz. To, co tu wybierzesz i zapiszesz, będzie znów przychodzić.',
    invalid: 'Ten link jest nieprawidłowy',
    invalidWhy: 'Być może jest niepełny. Otwórz link z wiadomości jeszcze raz.',
    testCopy: 'To kopia wysłana do Pani/Pana w celach testowych. W wiadomości odbiorcy link działa.',
    expired: 'Ten link jest zbyt stary',
    expiredWhy: 'Otwórz go jeszcze raz tam, gdzie go znaleziono.',
  },
  pt: {
    unsubscribe: 'Cancelar a inscrição',
    askTopic: 'Não receberá mais mensagens de {site} sobre “{topic}”.',
    askAll: 'Não receberá mais mensagens deste tipo de {site}.',
    buttonTopic: 'Cancelar a inscrição em “{topic}”',
    done: 'Inscrição cancelada',
    doneTopic: 'Não receberá mais mensagens de {site} sobre “{topic}”.',
    doneAll: 'Não receberá mais mensagens deste tipo de {site}.',
    choose: 'O que recebe',
    chooseAsk: 'Escolha o que {site} lhe pode enviar.',
    save: 'Guardar',
    saved: 'A sua escolha foi guardada.',
    nothing: 'Cancelar todas as inscrições',
    nothingNow: 'De momento não recebe nada disto. O que escolher e guardar aqui voltará a chegar.',
    invalid: 'Esta ligação não é válida',
    invalidWhy: 'Pode estar incompleta. Abra de novo a ligação da mensagem.',
    testCopy: 'É uma cópia que lhe foi enviada para teste. Na mensagem do destinatário a ligação funciona.',
    expired: 'Esta ligação é demasiado antiga',
    expiredWhy: 'Abra-a de novo onde a encontrou.',
  },
} as const satisfies Record<string, Words>;

/** A page's words, and the language they are in. */
export interface Wording {
  readonly language: string;
  readonly words: Words;
}

/** In the first of these languages that there is; else in English. */
export function wordsIn(languages: readonly string[]): Wording {
  for (const language of languages) {
    const found = Object.entries(words).find(([known]) => known === primary(language));
    if (found) return { language: found[0], words: found[1] };
  }
  return { language: 'en', words: words.en };
}

const mostLanguages = 20;

/** The languages that a browser asks for, the most wanted first (RFC 9110 §12.5.4). */
export function languagesOf(headers: Headers): readonly string[] {
  const given = (headers.get('accept-language') ?? '').slice(0, 1_000).split(',').slice(0, mostLanguages);
  return given
    .map((one) => {
      const [language = '', ...parameters] = one.split(';').map((part) => part.trim());
      const quality = parameters.find((part) => part.startsWith('q='))?.slice(2);
      return { language, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
