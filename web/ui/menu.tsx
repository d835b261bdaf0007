import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { Kbd } from './kbd.tsx'
import { opener } from './opener.ts'

interface MenuProps {
  trigger: ReactNode
  children: ReactNode
  side?: 'top' | 'bottom' | 'right' | 'left'
  align?: 'start' | 'end' | 'center'
}

/** A menu under its button; arrows, letters and Esc work in it. */
export function Menu({ trigger, children, side = 'bottom', align = 'end' }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
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
          className="pop z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[200px] overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float"
        >
          {children}
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
  children: ReactNode
}

/** One action or choice of a menu. */
export function MenuItem({ icon, keys, checked, danger, disabled, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
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
