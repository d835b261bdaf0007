export { VisitBanner } from './visit-banner.tsx'
