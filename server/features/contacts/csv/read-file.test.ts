import { describe, expect, it } from 'vitest'
import { csvLine, harmless, meant } from './cells.ts'
import { targetsOf } from './columns.ts'
import { decodeText } from './encoding.ts'
import { readFile } from './read-file.ts'
import { separatorOf } from './separator.ts'

/** A text as a program writes it that knows one code page. */
function inCodePage(text: string, encoding: 'windows-1252' | 'windows-1256'): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from([...text].map(sign => codes.get(sign) ?? 63))
}
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}
async function rowsOf(text: string | Uint8Array) {
  const file = await readFile(typeof text === 'string' ? Buffer.from(text) : text)
  const rows = []
  for await (const row of file.rows()) rows.push(row)
  return { ...file, rows }
}

describe('the encoding of a file', () => {
  const french = 'nom;téléphone\nZoé Lefèvre;+33612345678\nJérôme Hélène;+33612345679\n'
  const arabic = 'الاسم;رقم الهاتف\nأحمد بن علي;+212612345678\nفاطمة الزهراء;+212612345679\n'

  it.each([
    ['utf-8', french, Buffer.from(french)],
    ['utf-8', arabic, Buffer.from(`\ufeff${arabic}`)],
    ['utf-16le', arabic, utf16(arabic)],
    ['utf-16be', french, utf16(french, true)],
    ['windows-1252', french, inCodePage(french, 'windows-1252')],
    ['windows-1256', arabic, inCodePage(arabic, 'windows-1256')],
  ])('%s is recognised, and its text is read', (encoding, text, bytes) => {
    expect(decodeText(bytes)).toEqual({ encoding, text })
  })

  it('is refused when the file is no text', () => {
    expect(() => decodeText(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 1))).toThrow(/no CSV/)
  })
})

describe('the separator of a file', () => {
  it.each([
    [',', 'name,phone\n"Ali, son of Omar; teacher",+1'],
    [';', 'nom;téléphone;note\nZoé;+33;"a,b,c,d"'],
    ['\t', 'name\tphone\nAli\t+1'],
    ['|', 'name|phone\nAli|+1,5'],
  ])('%j is found', (separator, text) => {
    expect(separatorOf(text)).toBe(separator)
  })

  it('is what Excel says it is', async () => {
    const { separator, headers, rows } = await rowsOf('sep=|\r\nname|phone\r\na,b,c|+1\r\n')
    expect([separator, headers]).toEqual(['|', ['name', 'phone']])
    expect(rows).toEqual([{ line: 3, cells: ['a,b,c', '+1'] }])
  })
})

describe('the rows of a file', () => {
  it('have the lines where they begin, also after cells of several lines and empty lines', async () => {
    const { rows } = await rowsOf('name,phone\nAli,1\n\n"Zoé\nLefèvre",2\nOmar,3\n')
    expect(rows).toEqual([
      { line: 2, cells: ['Ali', '1'] },
      { line: 4, cells: ['Zoé\nLefèvre', '2'] },
      { line: 6, cells: ['Omar', '3'] },
    ])
  })

  it('that are broken are told and hold up no other', async () => {
    const { rows } = await rowsOf('name,phone\nAli,1\nZ"o"é,2\nOmar,3,4,5\nSara,6\n')
    expect(rows.map(row => row.cells?.[0] ?? row.problem)).toEqual([
      'Ali',
      'Its quotation marks do not fit together.',
      'It has more cells than there are columns.',
      'Sara',
    ])
  })

  it('may end in any usual way', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { rows } = await rowsOf(['name,phone', 'Ali,1', 'Omar,2'].join(end))
      expect(rows.map(row => row.cells)).toEqual([
        ['Ali', '1'],
        ['Omar', '2'],
      ])
    }
  })

  it('are none in an empty file', async () => {
    await expect(readFile(Buffer.from(''))).rejects.toMatchObject({ code: 'IMPORT_EMPTY' })
  })
})

describe('the columns of a file', () => {
  it.each([
    [
      ['Full Name', 'Mobile Phone', 'Language', 'City'],
      ['name', 'phone', 'locale', 'field:City'],
    ],
    [
      ['Prénom', 'NOM DE FAMILLE', 'N° de téléphone', 'Code postal'],
      ['firstName', 'lastName', 'phone', 'field:Code_postal'],
    ],
    [
      ['الاسم الكامل', 'رقم الجوال', 'اللغة', 'المدينة'],
      ['name', 'phone', 'locale', 'field:column_4'],
    ],
    [
      ['phone_number', 'phone', ''],
      ['phone', 'ignore', 'ignore'],
    ],
  ])('%j are recognised', (headers, targets) => {
    expect(targetsOf(headers)).toEqual(targets)
  })
})

describe('a cell for spreadsheets', () => {
  it.each(['=1+1', '+1+1', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '+cmd|x'])('%j is no formula any more', cell => {
    expect(harmless(cell)).toBe(`'${cell}`)
    expect(meant(harmless(cell))).toBe(cell)
  })

  it('that holds a phone number stays one', () => {
    expect(csvLine(['+212612345678', 'a "b", c', ' x'])).toBe('+212612345678,"a ""b"", c"," x"\r\n')
  })
})
