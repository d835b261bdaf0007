import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readContactsSearch } from '../features/contacts/index.ts'
import { readInboxSearch } from '../features/inbox/index.ts'
import { readOrdersSearch } from '../features/orders/index.ts'
import { session } from '../lib/session/session.ts'
import { CrashScreen, MissingScreen } from './screens.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingScreen, errorComponent: CrashScreen })

const onlyGuests = () => {
  if (session.get()) throw redirect({ to: '/inbox' })
}

/** Where to go after signing in; only paths of this app. */
const readReturn = (search: Record<string, unknown>): { to?: string } =>
  typeof search.to === 'string' && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {}

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: readReturn,
  beforeLoad: onlyGuests,
  component: lazyRouteComponent(() => import('../features/identity/login.tsx'), 'LoginPage'),
})

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  beforeLoad: onlyGuests,
  component: lazyRouteComponent(() => import('../features/identity/register.tsx'), 'RegisterPage'),
})

/** Pages to which mailed links lead: for guests and for who is signed in. */
const accept = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('../features/identity/recovery/accept.tsx'), 'AcceptPage'),
})
const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../features/identity/recovery/forgot.tsx'), 'ForgotPage'),
})
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../features/identity/recovery/reset.tsx'), 'ResetPage'),
})
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('../features/identity/recovery/verify.tsx'), 'VerifyPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: ({ location }) => {
    if (!session.get()) throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { to: location.href } })
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' })
  },
})

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/page.tsx'), 'InboxPage'),
})
const conversation = createRoute({ getParentRoute: () => inbox, path: '$conversationId' })

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('../features/orders/page.tsx'), 'OrdersPage'),
})
const order = createRoute({ getParentRoute: () => orders, path: '$orderId' })

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/contacts',
  validateSearch: readContactsSearch,
  component: lazyRouteComponent(() => import('../features/contacts/page.tsx'), 'ContactsPage'),
})
const phone = createRoute({
  getParentRoute: () => shell,
  path: '/phone',
  component: lazyRouteComponent(() => import('../features/phone/page.tsx'), 'PhonePage'),
})
const channels = createRoute({
  getParentRoute: () => shell,
  path: '/channels',
  component: lazyRouteComponent(() => import('../features/channels/page.tsx'), 'ChannelsPage'),
})
const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: '/dead-letters',
  component: lazyRouteComponent(() => import('../features/dead-letters/page.tsx'), 'DeadLettersPage'),
})
const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhook-endpoints',
  component: lazyRouteComponent(() => import('../features/webhooks/page.tsx'), 'WebhooksPage'),
})
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/page.tsx'), 'AuditPage'),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/identity/settings.tsx'), 'SettingsPage'),
})
const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  component: lazyRouteComponent(() => import('../features/identity/team/page.tsx'), 'TeamPage'),
})
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/identity/account/page.tsx'), 'AccountPage'),
})
const health = createRoute({
  getParentRoute: () => shell,
  path: '/status',
  component: lazyRouteComponent(() => import('../features/health/page.tsx'), 'HealthPage'),
})

const operator = createRoute({
  getParentRoute: () => shell,
  path: '/operator',
  component: lazyRouteComponent(() => import('../features/operator/page.tsx'), 'OperatorPage'),
})
const operatorPlatform = createRoute({
  getParentRoute: () => shell,
  path: '/operator/platform',
  component: lazyRouteComponent(() => import('../features/operator/platform.tsx'), 'PlatformPage'),
})
const operatedTenant = createRoute({
  getParentRoute: () => shell,
  path: '/operator/$tenantId',
  component: lazyRouteComponent(() => import('../features/operator/tenant.tsx'), 'OperatedTenantPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    register,
    accept,
    forgot,
    reset,
    verify,
    shell.addChildren([
      home,
      inbox.addChildren([conversation]),
      orders.addChildren([order]),
      contacts,
      phone,
      channels,
      deadLetters,
      webhooks,
      audit,
      settings,
      team,
      account,
      health,
      operator,
      operatorPlatform,
      operatedTenant,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 200,
})

// When a session ends (here, in another window, or by the server), this leads to the sign-in page at once.
session.subscribe(() => {
  if (!session.get() && !location.pathname.startsWith('/login')) void router.invalidate()
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
