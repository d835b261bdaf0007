import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { createContext, type ReactNode, useContext, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { Kbd } from './kbd.tsx'
import { opener } from './opener.ts'

interface MenuProps {
  trigger: ReactNode
  children: ReactNode
  side?: 'top' | 'bottom' | 'right' | 'left'
  align?: 'start' | 'end' | 'center'
}

/** Says where the focus goes after the menu has closed; false: back to its button. */
type GoOn = () => boolean

const Next = createContext<{ current: GoOn | undefined }>({ current: undefined })

/** A menu under its button; arrows, letters and Esc work in it. */
export function Menu({ trigger, children, side = 'bottom', align = 'end' }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const next = useRef<GoOn>(undefined)
  // Otherwise the menu would give the focus back to its button, whatever an item does with it.
  const close = (event: Event) => {
    const goOn = next.current
    next.current = undefined
    if (goOn?.()) event.preventDefault()
  }
  return (
    <DropdownMenu.Root modal={false} onOpenChange={open => open && opener.keep(button.current)}>
      <DropdownMenu.Trigger asChild ref={button}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={close}
          className="pop z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[200px] overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float"
        >
          <Next value={next}>{children}</Next>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface ItemProps {
  icon?: ReactNode
  keys?: string
  checked?: boolean
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
  /** Where the focus goes when this was chosen; the menu's button when left out, or false. */
  goOn?: GoOn
  children: ReactNode
}

/** What a menu item does when it is chosen, for items that are drawn differently too. */
export function useSelect(onSelect: () => void, goOn?: GoOn): () => void {
  const next = useContext(Next)
  return () => {
    next.current = goOn
    onSelect()
  }
}

/** One action or choice of a menu. */
export function MenuItem({ icon, keys, checked, danger, disabled, onSelect, goOn, children }: ItemProps) {
  const select = useSelect(onSelect, goOn)
  return (
    <DropdownMenu.Item
      onSelect={select}
      disabled={disabled}
      className={cx(
        'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1 outline-none select-none',
        'data-[disabled]:cursor-default data-[disabled]:opacity-50 data-[highlighted]:bg-sunken',
        danger ? 'text-red' : 'text-ink',
      )}
    >
      {icon && <span className="text-ink-3">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <Check aria-hidden className="size-4 text-brand" strokeWidth={1.7} />}
      {keys && <Kbd>{keys}</Kbd>}
    </DropdownMenu.Item>
  )
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-sm font-medium text-ink-3">{children}</DropdownMenu.Label>
)

export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />
