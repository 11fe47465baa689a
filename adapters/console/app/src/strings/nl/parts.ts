import type { Catalogue } from '../en/index.ts';

export const parts: Catalogue['parts'] = {
  kind: { layout: 'Lay-out', partial: 'Bouwsteen' },
  add: { layout: 'Nieuwe lay-out', partial: 'Nieuwe bouwsteen' },
  hint: {
    layout:
      'Een lay-out staat om sjablonen heen, zoals briefpapier. Wat een sjabloon in een blok zet, komt daarvoor in de plaats.',
    partial: 'Een bouwsteen staat in sjablonen, zoals een voettekst.',
  },
  call: 'In sjablonen:',
  textHint: {
    layout: 'Om de tekst van sjablonen heen.',
    partial: 'In de tekst van sjablonen, en in hun onderwerp.',
  },
  htmlHint: {
    layout: 'Om de HTML van sjablonen heen.',
    partial: 'In de HTML van sjablonen.',
  },
  usedBy: 'Gebruikt door',
  unused: 'Nog geen sjabloon gebruikt dit.',
};
