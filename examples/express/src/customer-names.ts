/** Names as people of one place have them. */
export interface Names {
  /** `family-first`: and without a space between. */
  readonly order: 'given-first' | 'family-first';
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

export interface Name {
  readonly written: string;
  /** As it stands in an address: ASCII. */
  readonly plain: string;
}

const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
};

/** `Дмитрий=dmitri`; names in Latin letters lose their accents by themselves. */
function names(list: string): readonly Name[] {
  return list.split(' ').map((entry) => {
    const [written = '', plain] = entry.split('=');
    return { written, plain: plain ?? asciiOf(written) };
  });
}

function asciiOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\u0000-\u007f]/g, (letter) => letters[letter] ?? '')
    .replace(/[^a-z]/g, '');
}

/** The first are most of the list; the others see to it that no script is left out. */
export const places: readonly Names[] = [
  {
    order: 'given-first',
    given: names(
      'Ada Björn Chloé Dmitri Esra Fiona Goran Hana Inês Jonas Kwame Lena Māris Nadia Óscar Priya Quentin Rosa Søren Tomáš Uma Viktor Wanda Xavier Yusuf Zoë',
    ),
    family: names(
      "Abbott Bauer Castillo Dubois Eriksson Fischer Giordano Haddad Ivanova Jansen Kowalski Łukaszewicz Moreau Nguyễn Okafor O'Brien Peña Quinn Rossi Santos Şahin Tanaka",
    ),
  },
  {
    order: 'given-first',
    given: names('Анна=anna Дарья=darya Мария=maria Светлана=svetlana'),
    family: names('Иванова=ivanova Лебедева=lebedeva Соколова=sokolova'),
  },
  {
    order: 'given-first',
    given: names('Ігор=ihor Оксана=oksana Олександр=oleksandr'),
    family: names('Коваленко=kovalenko Шевченко=shevchenko'),
  },
  {
    order: 'given-first',
    given: names('Ελένη=eleni Γιώργος=giorgos Κατερίνα=katerina'),
    family: names('Νικολάου=nikolaou Αλεξίου=alexiou'),
  },
  {
    order: 'family-first',
    given: names('明=ming 丽=li 伟=wei 美玲=meiling'),
    family: names('王=wang 李=li 陳=chen'),
  },
  {
    order: 'family-first',
    given: names('翔太=shota さくら=sakura ユイ=yui'),
    family: names('佐藤=sato 鈴木=suzuki 高橋=takahashi'),
  },
  {
    order: 'family-first',
    given: names('민준=minjun 서연=seoyeon 지우=jiwoo'),
    family: names('김=kim 이=lee 박=park'),
  },
  {
    order: 'given-first',
    given: names('أحمد=ahmed فاطمة=fatima يوسف=yusuf ليلى=layla'),
    family: names('حداد=haddad منصور=mansour العلي=alali'),
  },
  {
    order: 'given-first',
    given: names('נועה=noa דוד=david תמר=tamar'),
    family: names('כהן=cohen לוי=levi מזרחי=mizrahi'),
  },
  {
    order: 'given-first',
    given: names('प्रिया=priya अर्जुन=arjun'),
    family: names('शर्मा=sharma पटेल=patel'),
  },
  {
    order: 'given-first',
    given: names('அருண்=arun கவிதா=kavitha'),
    family: names('முருகன்=murugan'),
  },
  {
    order: 'given-first',
    given: names('สมชาย=somchai มาลี=malee'),
    family: names('ใจดี=jaidee'),
  },
  {
    order: 'given-first',
    given: names('ნინო=nino გიორგი=giorgi'),
    family: names('ბერიძე=beridze'),
  },
  {
    order: 'given-first',
    given: names('Արամ=aram Անի=ani'),
    family: names('Սարգսյան=sargsyan'),
  },
  {
    order: 'given-first',
    given: names('ሰላም=selam አበበ=abebe'),
    family: names('ተስፋዬ=tesfaye'),
  },
];
