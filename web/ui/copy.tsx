import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from './toast.tsx'

/** A value to copy, with its copy button. Without clipboard access a click selects the text. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (!navigator.clipboard) return toast(t('common.copyByHand'), 'red')
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <div className="grid grid-cols-1 gap-1">
      <span className="text-sm font-medium text-ink-2">{label}</span>
      <div className="flex items-center rounded-sm border border-line bg-sunken ps-2.5">
        <code dir="ltr" className="min-w-0 flex-1 truncate font-mono text-sm select-all">
          {value}
        </code>
        <button
          type="button"
          onClick={copy}
          aria-label={t('common.copyOf', { what: label })}
          className="grid size-8 place-items-center text-ink-2 hover:text-ink"
        >
          {copied ? (
            <Check aria-hidden className="size-4 text-brand" />
          ) : (
            <Copy aria-hidden className="size-4" strokeWidth={1.7} />
          )}
        </button>
      </div>
    </div>
  )
}
