import type { Page } from 'playwright-core'

/**
 * What reaches past the sides of the window, or makes a pane scroll sideways: by its tag, classes and how far. Rows of filters
 * (fieldset) and code scroll by design, text that ends in an ellipsis is as long as it is, what is hidden from sight counts for
 * nothing.
 */
export const overflowing = (page: Page): Promise<string[]> =>
  page.locator('body *').evaluateAll(parts => {
    const window = parts[0]!.ownerDocument.defaultView!
    const width = window.document.documentElement.clientWidth
    const byDesign = 'fieldset, pre, [aria-hidden=true], .sr-only'
    const isCut = (part: (typeof parts)[number]): boolean => {
      for (let at = part.parentElement; at; at = at.parentElement) {
        if (window.getComputedStyle(at).textOverflow === 'ellipsis') return true
      }
      return false
    }
    return parts
      .filter(part => !part.closest(byDesign) && !isCut(part))
      .flatMap(part => {
        const box = part.getBoundingClientRect()
        if (box.width === 0 || box.height === 0) return []
        const name = `${part.tagName.toLowerCase()}.${String(part.getAttribute('class')).slice(0, 60)}`
        const past = Math.round(Math.max(box.right - width, -box.left))
        const sideways = part.scrollWidth - part.clientWidth
        const scrolls = sideways > 1 && /auto|scroll/.test(window.getComputedStyle(part).overflowX)
        return [
          ...(past > 1 ? [`${name} reaches ${past} px past the window`] : []),
          ...(scrolls ? [`${name} scrolls ${sideways} px sideways`] : []),
        ]
      })
      .slice(0, 5)
  })
