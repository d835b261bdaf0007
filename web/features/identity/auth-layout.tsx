import { Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme, useTitle } from '../../lib/hooks.ts'
import { LOCALE_NAMES, LOCALES, type Locale, setLocale } from '../../lib/i18n.ts'
import { setTheme } from '../../lib/theme.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../../ui/logo.tsx'

function Switches() {
  const { t, i18n } = useTranslation()
  useTheme()
  const dark = document.documentElement.dataset.theme === 'dark'
  const Icon = dark ? Sun : Moon
  return (
    <div className="flex items-center gap-1">
      <select
        aria-label={t('nav.language')}
        value={i18n.language}
        onChange={event => void setLocale(event.target.value as Locale)}
        className="h-8 rounded-sm bg-transparent px-2 font-system text-sm text-ink-2 hover:bg-sunken"
      >
        {LOCALES.map(locale => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </select>
      <Button
        look="quiet"
        icon
        aria-label={t(dark ? 'theme.toLight' : 'theme.toDark')}
        onClick={() => setTheme(dark ? 'light' : 'dark')}
      >
        <Icon aria-hidden className="size-[18px]" strokeWidth={1.7} />
      </Button>
    </div>
  )
}

/** The sign-in pages: one quiet column with the name above; language and theme can be changed here. */
export function AuthLayout({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  useTitle(title)
  return (
    <div className="flex h-dvh flex-col overflow-y-auto">
      <header className="flex items-center justify-between px-4 py-3 sm:px-6">
        <div className="flex items-center gap-2.5">
          <Logo />
          <span className="text-lg font-semibold">Tawsil</span>
        </div>
        <Switches />
      </header>
      <main className="mx-auto w-full max-w-[420px] flex-1 px-4 pt-[4vh] pb-10 sm:pt-[8vh]">
        <h1 className="text-2xl font-[650] tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 text-ink-2">{about}</p>
        {children}
      </main>
    </div>
  )
}
