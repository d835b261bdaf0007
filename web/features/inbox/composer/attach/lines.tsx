import { Plus, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'

interface LinesProps {
  label: string
  values: string[]
  most: number
  longest: number
  onChange: (values: string[]) => void
  testid: string
}

/** A list of short texts, one below the other; each can be removed. */
export function Lines({ label, values, most, longest, onChange, testid }: LinesProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLFieldSetElement>(null)
  const adding = useRef(false)
  // The cursor goes to the line that was just added.
  useEffect(() => {
    if (!adding.current) return
    adding.current = false
    box.current?.querySelector<HTMLInputElement>(`[data-testid="${testid}-${values.length - 1}"]`)?.focus()
  }, [values.length, testid])
  const add = () => {
    adding.current = true
    onChange([...values, ''])
  }
  const put = (at: number, value: string) => onChange(values.map((old, index) => (index === at ? value : old)))
  return (
    <fieldset ref={box} className="grid gap-2">
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; the fields keep nothing else
        <div key={at} className="flex items-end gap-1.5">
          <Field
            className="flex-1"
            label={`${label} ${at + 1}`}
            dir="auto"
            maxLength={longest}
            value={value}
            onChange={event => put(at, event.target.value)}
            data-testid={`${testid}-${at}`}
          />
          {values.length > 1 && (
            <Button
              look="quiet"
              icon
              aria-label={t('attach.takeOut')}
              onClick={() => onChange(values.filter((_, index) => index !== at))}
            >
              <X aria-hidden className="size-4" strokeWidth={1.7} />
            </Button>
          )}
        </div>
      ))}
      {values.length < most && (
        <Button small className="justify-self-start" onClick={add} data-testid={`${testid}-add`}>
          <Plus aria-hidden className="size-4" strokeWidth={1.7} />
          {label}
        </Button>
      )}
    </fieldset>
  )
}

/** The lines that are not empty, trimmed. */
export const filled = (values: string[]): string[] => values.map(value => value.trim()).filter(Boolean)
