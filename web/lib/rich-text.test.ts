import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { superlinear } from '../../tools/growth.ts'
import { plainText, richText, safeHref } from './rich-text.ts'

const kinds = (text: string) => richText(text).map(piece => `${piece.kind}:${piece.text}`)

describe('a WhatsApp text', () => {
  it.each([
    ['plain', ['text:plain']],
    ['*bold* and _it_', ['bold:bold', 'text: and ', 'italic:it']],
    ['~gone~', ['strike:gone']],
    ['```x = 1```', ['mono:x = 1']],
    ['2*3*4', ['text:2*3*4']],
    ['* not bold *', ['text:* not bold *']],
    ['snake_case_name', ['text:snake_case_name']],
    ['مرحبا *نورة*', ['text:مرحبا ', 'bold:نورة']],
    ['see https://example.com/a?b=1, please', ['text:see ', 'link:https://example.com/a?b=1', 'text:, please']],
    ['(www.example.com)', ['text:(', 'link:www.example.com', 'text:)']],
    ['write to a.b@example.com.', ['text:write to ', 'link:a.b@example.com', 'text:.']],
  ])('%s', (text, pieces) => {
    expect(kinds(text)).toEqual(pieces)
  })

  it('loses nothing of what was written', () => {
    for (const text of ['*a* _b_ ~c~ ```d``` https://e.f/g). x@y.z', '**', '___', '```', 'https://', '*a\nb*']) {
      const written = richText(text)
        .map(piece => piece.text)
        .join('')
      expect(text.replace(/[*_~`]/g, '')).toBe(written.replace(/[*_~`]/g, ''))
    }
  })

  it('in one line has no marks', () => {
    expect(plainText('*Total* 2*3 _now_')).toBe('Total 2*3 now')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', ' javascript:alert(1)'])(
    '%s never becomes a link',
    text => {
      expect(richText(text).every(piece => piece.kind !== 'link')).toBe(true)
      expect(safeHref(text)).toBeNull()
    },
  )

  it('every link leads to the web or to a mailbox', () => {
    for (const piece of richText('https://a.b www.c.d e@f.gh HTTP://I.J')) {
      if (piece.kind === 'link') expect(piece.href).toMatch(/^(https?:\/\/|mailto:)/i)
    }
  })
})

describe('a long text of a stranger', () => {
  it('is read in time that grows with its length and no faster', () => {
    expect(superlinear(richText)).toEqual([])
    expect(superlinear(plainText)).toEqual([])
  }, 60_000)

  it('keeps every sign that is no mark, whatever it is made of', () => {
    const parts = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      ' ',
      'a',
      'é',
      '1',
      '\n',
      '@',
      '.',
      '+',
      'www.',
      'https://x.y',
      'x@y.z',
      ')',
      '😀',
      'ب',
    )
    const text = fc.array(parts, { maxLength: 30 }).map(all => all.join(''))
    const bare = (written: string) => written.replace(/[*_~`]/g, '')
    fc.assert(
      fc.property(
        text,
        written =>
          bare(
            richText(written)
              .map(piece => piece.text)
              .join(''),
          ) === bare(written),
      ),
    )
  })
})
