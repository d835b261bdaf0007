import { useNavigate } from '@tanstack/react-router'
import { CircleUserRound, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { logOut, switchBusiness } from '../features/identity/index.ts'
import { useErrorText } from '../lib/api/error-text.ts'
import { useTheme } from '../lib/hooks.ts'
import { LOCALE_NAMES, LOCALES, setLocale } from '../lib/i18n.ts'
import { AVAILABILITIES, realtime } from '../lib/realtime.ts'
import { useMe } from '../lib/session/me.ts'
import { useAvailability } from '../lib/session/presence.ts'
import { setTheme, type Theme } from '../lib/theme.ts'
import { Avatar, PresenceDot } from '../ui/avatar.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { BadgeMark } from './badge.tsx'
import type { Badge } from './badges.ts'
import { useRooms } from './rooms.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const
const THEMES: Array<[Theme, typeof Sun]> = [
  ['light', Sun],
  ['dark', Moon],
  ['system', Monitor],
]

function ThemeItems() {
  const { t } = useTranslation()
  const theme = useTheme()
  return (
    <>
      <MenuLabel>{t('theme.title')}</MenuLabel>
      {THEMES.map(([value, Icon]) => (
        <MenuItem key={value} icon={<Icon {...ICON} />} checked={theme === value} onSelect={() => setTheme(value)}>
          {t(`theme.${value}`)}
        </MenuItem>
      ))}
    </>
  )
}

function LocaleItems() {
  const { t, i18n } = useTranslation()
  return (
    <>
      <MenuLabel>{t('nav.language')}</MenuLabel>
      {LOCALES.map(locale => (
        <MenuItem key={locale} checked={i18n.language === locale} onSelect={() => void setLocale(locale)}>
          <span lang={locale}>{LOCALE_NAMES[locale]}</span>
        </MenuItem>
      ))}
    </>
  )
}

function SetupItems() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { setup } = useRooms()
  return (
    <>
      {setup.map(({ to, name, icon: Icon }) => (
        <MenuItem key={to} icon={<Icon {...ICON} />} onSelect={() => void navigate({ to })}>
          {t(name)}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  )
}

interface AccountProps {
  onKeys: () => void
  /** At phone width: the rooms that find no place in the bar are here too, and what stands on them. */
  bar?: boolean
  badge?: Badge | null
}

/** What colleagues see of the signed-in person, and how the live line does. */
function AvailabilityItems() {
  const { t } = useTranslation()
  const [now, choose] = useAvailability()
  const quality = useSyncExternalStore(realtime.onQuality, realtime.quality)
  return (
    <>
      <MenuLabel>{t('presence.title')}</MenuLabel>
      {AVAILABILITIES.map(status => (
        <MenuItem
          key={status}
          icon={<PresenceDot status={status} label="" />}
          checked={now === status}
          onSelect={() => choose(status)}
        >
          {t(`presence.${status}`)}
        </MenuItem>
      ))}
      {quality?.latencyMs != null && (
        <div className="px-2 py-1 text-sm text-ink-3" data-testid="line-quality">
          {t(quality.loss > 0 ? 'presence.lineLossy' : 'presence.line', {
            ms: quality.latencyMs,
            percent: Math.round(quality.loss * 100),
          })}
        </div>
      )}
      <MenuLine />
    </>
  )
}

/** The person's businesses, when there are several. */
function BusinessItems() {
  const { t } = useTranslation()
  const text = useErrorText()
  const me = useMe()
  if (!me || me.tenants.length < 2) return null
  const change = (id: string) => switchBusiness(id).catch(error => toast(text(error), 'red'))
  return (
    <>
      <MenuLabel>{t('nav.businesses')}</MenuLabel>
      {me.tenants.map(({ id, name }) => (
        <MenuItem key={id} checked={id === me.tenant?.id} onSelect={() => id !== me.tenant?.id && void change(id)}>
          {name}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  )
}

/** Who is signed in, availability, theme, language, keys, log out. */
export function AccountMenu({ onKeys, bar, badge }: AccountProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const name = me?.user.name ?? ''
  const trigger = bar ? (
    <button
      type="button"
      className="relative flex min-w-16 flex-col items-center gap-0.5 px-3 pt-1.5 pb-1.5 text-xs font-medium text-ink-3"
    >
      <span className="grid size-[24px] place-items-center [&>*]:size-6 [&>*]:text-[10px]">
        <Avatar name={name} src={me?.user.avatarUrl} size="sm" />
      </span>
      {t('nav.more')}
      {badge && <BadgeMark badge={badge} />}
    </button>
  ) : (
    <button type="button" className="mt-1 rounded-full" data-testid="account-menu">
      <Avatar name={name} src={me?.user.avatarUrl} size="sm" />
      <span className="sr-only">{t('nav.account')}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} side={bar ? 'top' : 'right'} align="end">
      {me && (
        <div className="px-2 py-1.5">
          <div className="people truncate font-semibold">{me.user.name}</div>
          <div className="people truncate text-sm text-ink-2">{me.tenant?.name ?? me.user.email}</div>
        </div>
      )}
      <MenuLine />
      <BusinessItems />
      <AvailabilityItems />
      {bar && <SetupItems />}
      <ThemeItems />
      <LocaleItems />
      <MenuLine />
      <MenuItem icon={<CircleUserRound {...ICON} />} onSelect={() => void navigate({ to: '/account' })}>
        {t('nav.ownAccount')}
      </MenuItem>
      <MenuItem icon={<Keyboard {...ICON} />} keys="?" onSelect={onKeys}>
        {t('keys.title')}
      </MenuItem>
      <MenuItem icon={<LogOut {...ICON} />} onSelect={() => void logOut()}>
        {t('nav.logOut')}
      </MenuItem>
    </Menu>
  )
}
