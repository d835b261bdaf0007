import { expect, it } from 'vitest'
import { initialsOf } from './avatar.tsx'

it.each([
  ['Sara Mansour', 'SM'],
  ['  sara  ', 'S'],
  ['+966 505 550 165', '#'],
  ['\u0000\u0007', '#'],
  ['\u200b\u2060 \u00ad', '#'],
  ['\u3164', '#'],
  ['\u2800 \u2800', '#'],
  ['', '#'],
  ['\u200eSara\u200f \u0007Mansour', 'SM'],
  ['أبو سلطان', 'أ\u200cس'],
])('the picture of %j is %j, never blank', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
