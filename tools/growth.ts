/** Texts that lead parsers astray: each is a part that strangers repeat until the text has the length. */
const PARTS = [
  ...[
    '*a ',
    '_a ',
    '~a ',
    '* ',
    '*',
    '```',
    '```a',
    '`',
    'a+',
    'a-',
    'a.',
    'a@',
    'a@b.',
    'a@b-',
    '@a',
    '.',
    ')',
    ' ',
    '\t',
    '\n',
  ],
  ...[
    'www.',
    'http://',
    'https://a)))',
    'http://a.....b',
    '[',
    '{"a":',
    '[[',
    '"',
    '\\',
    '\\"',
    '{{',
    '<a ',
    '&#',
    '1',
    '1 ',
    '١',
    '1x',
  ],
  ...[
    'x',
    '#',
    '#1 ',
    ',;',
    '0',
    '00',
    '+',
    '-',
    ':',
    'é',
    'e\u0301',
    '\u0301',
    '\u0300\u0316',
    '\u064b',
    '\ufdfa',
    '\u200e',
    '😀',
    '🔟',
  ],
  ...[
    'stop ',
    'STOP',
    'note:',
    'note ',
    '2 x ',
    'of ',
    'ملاحظة ',
    'من فضلك ',
    "'",
    '"a" ',
    '\r\n',
    ' \r\n',
    ';',
    '\\;',
    'a;b',
    '=',
    '\ud83d',
  ],
  ...[
    'TEL:1\n',
    'URL:a\n',
    'ADR:;;a\n',
    'item1.TEL:1\n',
    'item1.X-ABLabel:a\n',
    'TEL;TYPE=a;TYPE=b:1\n',
    ' \n',
    'N:a;b;c\n',
    'a_',
    'true_',
  ],
]

const SMALL = 8_192
const LARGE = 65_536
/** Below this the measuring itself costs more than the parser. */
const FLOOR_MS = 2
/** Eight times the text may take eight times as long; a square takes 64 times. */
const MOST_GROWTH = 24
const TRIES = 5

/**
 * Runs a parser over long hostile texts and lists those for which its time grows faster than the text. Only the best of some
 * runs counts: a busy machine makes single runs slow and not the fastest one.
 */
export function superlinear(parse: (text: string) => unknown, wrap: (text: string) => string = text => text): string[] {
  return PARTS.flatMap(part => {
    const small = fill(part, SMALL, wrap)
    const large = fill(part, LARGE, wrap)
    parse(small)
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [before, after] = [time(parse, small), time(parse, large)]
      if (after <= MOST_GROWTH * Math.max(before, FLOOR_MS)) return []
      // Far beyond what any machine's load explains.
      if (after > 3_000) break
    }
    return [JSON.stringify(part)]
  })
}

const fill = (part: string, length: number, wrap: (text: string) => string): string =>
  wrap(part.repeat(Math.ceil(length / part.length)).slice(0, length))

/** Milliseconds of CPU time: what other processes take meanwhile does not count. */
function time(parse: (text: string) => unknown, text: string): number {
  const began = process.cpuUsage()
  parse(text)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}
