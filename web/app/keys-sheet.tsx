import type { ParseKeys } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { type Room, useRooms } from './rooms.ts'

interface Group {
  title: ParseKeys
  keys: Array<[keys: string, does: ParseKeys]>
}

const groupsOf = (rooms: readonly Room[]): Group[] => [
  {
    title: 'keys.everywhere',
    keys: [
      ...rooms.map((room): [string, ParseKeys] => [room.keys, room.name]),
      ['?', 'keys.title'],
      ['Esc', 'common.close'],
    ],
  },
  {
    title: 'nav.inbox',
    keys: [
      ['j / ↓', 'keys.next'],
      ['k / ↑', 'keys.previous'],
      ['Enter', 'keys.open'],
      ['/ · Ctrl K', 'keys.search'],
      ['r', 'keys.reply'],
      ['e', 'keys.resolve'],
      ['u', 'keys.unread'],
    ],
  },
  {
    title: 'keys.writing',
    keys: [
      ['Enter', 'keys.send'],
      ['Shift Enter', 'keys.newLine'],
      ['Ctrl Enter', 'keys.sendAlways'],
    ],
  },
]

/** All keys on one page. */
export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { work, setup } = useRooms()
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groupsOf([...work, ...setup]).map(group => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-sm font-semibold text-ink-2">{t(group.title)}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={keys} className="flex items-center justify-between border-b border-line py-1.5 last:border-0">
                  <dt>{t(does)}</dt>
                  <dd>
                    <Kbd>{keys}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
