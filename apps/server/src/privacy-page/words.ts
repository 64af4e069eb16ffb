/** Every word of the public privacy page, apart from the catalogue's. A translation is another object of this shape. */
export const ENGLISH = {
  lang: 'en',
  title: (website: string) => `Privacy: what ${website} measures`,
  thisWebsite: 'this website',
  lead: (website: string) =>
    `The operator of ${website} uses Lethe, a program that counts visits and measures how fast pages are. ` +
    'This page says what it keeps of a visit, why, for how long, and how you refuse.',
  short: {
    heading: 'In short',
    device:
      'Nothing that could identify you is written to your device or read from it: no cookie, no storage, no cache identifier.',
    address:
      'Your IP address and the full name of your browser are used while a request lasts, to find a country, a kind of browser and the visit it belongs to. They are not stored.',
    scrubbed:
      'Personal data found in what a page sends, such as an email address in a link, is replaced by a placeholder before it is stored. What no rule recognises can slip through.',
    forgotten: (zone: string) =>
      `At midnight (time zone ${zone}) a new key for recognising visits begins; half an hour later the old one is thrown away. After that it cannot link a visit to an earlier one.`,
    kept: (days: string) => `What is stored is deleted after ${days}.`,
  },
  responsible: {
    heading: 'Who is responsible',
    operator: 'Operator',
    contact: 'Contact',
    storage: 'Where the data is stored',
    unsaid: 'The operator has not said this here.',
    processors: 'Who works on the data for the operator',
    noProcessors: 'The operator names nobody.',
    name: 'Name',
    country: 'Country',
    purpose: 'Purpose',
  },
  choice: {
    heading: 'Your choice',
    how: 'To be left out, open a page of the website once with ?lethe_disable in its address. Your browser then keeps one entry, “lethe_optout”, for that website, and its pages send nothing any more. With ?lethe_enable the entry is removed.',
    refuse: (host: string) => `Do not measure my visits to ${host}`,
    allow: (host: string) => `Measure my visits to ${host} again`,
    where: (host: string) =>
      `The links lead to ${host}, since only its own pages can keep your choice. They show the page as always; nothing else tells that the choice was kept.`,
    example: 'For example: https://www.example.org/?lethe_disable',
    limits:
      'The choice holds for this browser on this device and for that one host, until you delete the website’s data in the browser. Private windows forget it.',
    gpc: 'Visits with the signal Global Privacy Control are not counted.',
    noGpc: 'The operator has chosen to count visits with the signal Global Privacy Control.',
    dnt: 'Visits with the signal Do Not Track are not counted.',
    noDnt: 'The older signal Do Not Track has no effect here.',
  },
  sessions: {
    heading: 'How visits are recognised',
    key: 'The server makes a key out of your address, the name of your browser and a random number of the day that is kept in memory only. As long as no more than 30 minutes pass between two pages, they count as one visit, which has a random number of its own. The key is never stored.',
    unique:
      'Whether a visit is your first one of the day is stored as yes or no. No stored number says whether two visits were yours.',
    limits:
      'That is no promise that nobody could ever be recognised: rare combinations, such as the only visitor from a country, can point at a visit.',
  },
  retention: {
    heading: 'How long it is kept',
    rows: (days: string) => `All that is listed below: ${days}, then it is deleted from the disk.`,
    ids: (days: string) => `The random numbers of visits: ${days}.`,
  },
  collected: {
    heading: 'What is collected, and why',
    intro: 'Every field that can be stored of a visit. Not every visit fills them all.',
    off: (what: string) => `Switched off for this website: ${what}.`,
    vitals: 'how fast pages are (Web Vitals)',
    errors: 'errors of pages',
    sampled: (percent: number) => `Only ${percent} % of the visits, chosen at random, are measured.`,
    kept: (days: string) => `kept ${days}`,
    sensitivity: { none: 'says nothing of you', technical: 'technical', personal: 'personal' },
  },
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  changed: (date: string) => `The settings and statements on this page last changed on ${date}.`,
  date: (at: number, timeZone: string) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at),
  notFound: { title: 'Not found', text: 'There is nothing at this address.' },
} as const

/** The words that a page is written with. */
export type Words = typeof ENGLISH
