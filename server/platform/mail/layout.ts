import { oneLine } from './port.ts'

/** What a mail says. Everything is plain text; the layout makes it safe for HTML. */
export interface MailText {
  /** `en`, `fr`, `ar`, with or without a country. */
  locale: string
  subject: string
  paragraphs: readonly string[]
  /** The one thing to do. Its address stands below as text, too. */
  button?: { label: string; url: string }
  /** Small, below: why this mail came. */
  footer: string
  /** Whose mail it is: the business, or the platform. */
  brand: { name: string; color: string | null }
}

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

const OWN_COLOR = '#0f766e'
const COLOR = /^#[0-9a-f]{6}$/i

/** One mail as text and as HTML, written from the right in Arabic. */
export function renderMail({ locale, subject, paragraphs, button, footer, brand }: MailText): RenderedMail {
  const lines = [...paragraphs, ...(button ? [`${button.label}:\n${button.url}`] : []), `-- \n${footer}`]
  return { subject: oneLine(subject), text: `${lines.join('\n\n')}\n`, html: page() }

  function page(): string {
    const language = locale.split('-')[0]!
    const right = language === 'ar'
    const color = brand.color && COLOR.test(brand.color) ? brand.color : OWN_COLOR
    const inner = [
      `<p style="margin:0 0 24px;font-size:20px;font-weight:bold;color:${color}">${escapeHtml(brand.name)}</p>`,
      ...paragraphs.map(text => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`),
      ...(button ? [buttonOf(button, color)] : []),
      `<p style="margin:32px 0 0;font-size:13px;color:#64748b">${escapeHtml(footer)}</p>`,
    ]
    return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${right ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f1f5f9;font:16px/1.6 system-ui,'Segoe UI',Tahoma,sans-serif;color:#0f172a">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px;text-align:${right ? 'right' : 'left'}">
${inner.join('\n')}
</div></body></html>
`
  }
}

function buttonOf({ label, url }: NonNullable<MailText['button']>, color: string): string {
  const link = escapeHtml(url)
  const style = `display:inline-block;padding:12px 20px;border-radius:8px;background:${color};color:${readableOn(color)};text-decoration:none`
  return `<p style="margin:24px 0"><a href="${link}" style="${style}">${escapeHtml(label)}</a></p>
<p dir="ltr" style="margin:0;font-size:13px;color:#64748b;word-break:break-all">${link}</p>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for any place in HTML, between tags and within quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => ENTITIES[sign]!)

/** Black or white, whichever is read better on a colour (WCAG's relative luminance). */
function readableOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.179 ? '#000000' : '#ffffff'
}
