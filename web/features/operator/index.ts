export { AnnouncementBanner } from './announcement-banner.tsx'
export { VisitBanner } from './visit-banner.tsx'
