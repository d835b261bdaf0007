// Runs before the first paint, so that neither the theme nor the side of the page flips while the app loads.
;(() => {
  const root = document.documentElement
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage may be forbidden; then the system's choice holds
    }
  }
  const theme = read('tawsil.theme')
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  const wanted = [read('tawsil.locale'), ...navigator.languages].map(tag => (tag || '').slice(0, 2).toLowerCase())
  const locale = wanted.find(tag => ['en', 'fr', 'ar'].includes(tag)) || 'en'
  root.lang = locale
  root.dir = locale === 'ar' ? 'rtl' : 'ltr'
})()
