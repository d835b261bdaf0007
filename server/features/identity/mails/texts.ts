import { LANGUAGES } from '../../tenancy/index.ts'

/** What one kind of mail says. */
export interface MailWords {
  subject: string
  paragraphs: string[]
  button: string
  footer: string
}

/** What may change in how a person signs in. */
export type SecurityChange =
  | 'twoFactorOn'
  | 'twoFactorOff'
  | 'recoveryCodesReplaced'
  | 'recoveryCodeUsed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'twoFactorReset'

interface SecurityChanged {
  name: string
  what: SecurityChange
  /** From where it was done, or the reason of the operator who did it. */
  address?: string
  device?: string
  reason?: string
}

/** All kinds, in one language. */
export interface MailTexts {
  invitation(from: { business: string; inviter: string; role: string; days: number }): MailWords
  reset(to: { name: string }): MailWords
  verify(to: { name: string }): MailWords
  newDevice(to: { name: string; address: string; device: string }): MailWords
  securityChange(to: SecurityChanged): MailWords
  roles: Record<'tenant_admin' | 'agent' | 'billing_admin' | 'viewer', string>
}

const CHANGES_EN: Record<SecurityChange, string> = {
  twoFactorOn: 'Two-factor sign-in was turned on',
  twoFactorOff: 'Two-factor sign-in was turned off',
  recoveryCodesReplaced: 'Your recovery codes were replaced by new ones',
  recoveryCodeUsed: 'Somebody signed in with one of your recovery codes',
  passkeyAdded: 'A passkey was added to your account',
  passkeyRemoved: 'A passkey was removed from your account',
  twoFactorReset: 'The operator of the platform removed your second factors',
}

const en: MailTexts = {
  invitation: ({ business, inviter, role, days }) => ({
    subject: `${inviter} invites you to ${business}`,
    paragraphs: [
      'Hello,',
      `${inviter} invites you to work for ${business} on Tawsil as ${role}.`,
      `The invitation counts for ${days} days, and once.`,
    ],
    button: 'Accept the invitation',
    footer: 'If you do not know who this is, ignore this mail: nothing happens.',
  }),
  reset: ({ name }) => ({
    subject: 'Set a new password',
    paragraphs: [
      `Hello ${name},`,
      'Somebody, probably you, asked for a new password for this address. The link counts for one hour, and once.',
    ],
    button: 'Set a new password',
    footer: 'If it was not you, ignore this mail: your password stays as it is.',
  }),
  verify: ({ name }) => ({
    subject: 'Confirm your address',
    paragraphs: [`Hello ${name},`, 'Please confirm that this is your address. The link counts for three days.'],
    button: 'Confirm the address',
    footer: 'If you did not register at Tawsil, ignore this mail.',
  }),
  newDevice: ({ name, address, device }) => ({
    subject: 'A sign-in on a new device',
    paragraphs: [
      `Hello ${name},`,
      'Somebody has just signed in with your password on a device that we do not know.',
      `Device: ${device}\nAddress: ${address}`,
      'If it was you, there is nothing to do. If not, end that session and change your password.',
    ],
    button: 'See my sessions',
    footer: 'We write this whenever somebody signs in with your password on a new device.',
  }),
  securityChange: ({ name, what, address, device, reason }) => ({
    subject: CHANGES_EN[what],
    paragraphs: [
      `Hello ${name},`,
      `${CHANGES_EN[what]}.`,
      reason ? `Reason: ${reason}` : `Device: ${device}\nAddress: ${address}`,
      reason
        ? 'If you did not ask for this, tell the operator, and change your password at once.'
        : 'If it was you, there is nothing to do. If not, change your password at once and look at your account.',
    ],
    button: 'See my account',
    footer: 'We write this whenever the way you sign in is changed.',
  }),
  roles: { tenant_admin: 'administrator', agent: 'agent', billing_admin: 'billing administrator', viewer: 'viewer' },
}

const CHANGES_FR: Record<SecurityChange, string> = {
  twoFactorOn: 'La double authentification a été activée',
  twoFactorOff: 'La double authentification a été désactivée',
  recoveryCodesReplaced: 'Vos codes de secours ont été remplacés',
  recoveryCodeUsed: 'Quelqu’un s’est connecté avec l’un de vos codes de secours',
  passkeyAdded: 'Une clé d’accès a été ajoutée à votre compte',
  passkeyRemoved: 'Une clé d’accès a été retirée de votre compte',
  twoFactorReset: 'L’opérateur de la plateforme a retiré votre double authentification',
}

const fr: MailTexts = {
  invitation: ({ business, inviter, role, days }) => ({
    subject: `${inviter} vous invite chez ${business}`,
    paragraphs: [
      'Bonjour,',
      `${inviter} vous invite à rejoindre ${business} sur Tawsil en tant que ${role}.`,
      `L’invitation est valable ${days} jours et ne sert qu’une fois.`,
    ],
    button: 'Accepter l’invitation',
    footer: 'Si vous ne savez pas de qui il s’agit, ignorez ce message : il ne se passera rien.',
  }),
  reset: ({ name }) => ({
    subject: 'Choisissez un nouveau mot de passe',
    paragraphs: [
      `Bonjour ${name},`,
      'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour cette adresse. Le lien est valable une heure et ne sert qu’une fois.',
    ],
    button: 'Choisir un mot de passe',
    footer: 'Si ce n’était pas vous, ignorez ce message : votre mot de passe ne change pas.',
  }),
  verify: ({ name }) => ({
    subject: 'Confirmez votre adresse',
    paragraphs: [`Bonjour ${name},`, 'Confirmez que cette adresse est bien la vôtre. Le lien est valable trois jours.'],
    button: 'Confirmer l’adresse',
    footer: 'Si vous ne vous êtes pas inscrit chez Tawsil, ignorez ce message.',
  }),
  newDevice: ({ name, address, device }) => ({
    subject: 'Connexion depuis un nouvel appareil',
    paragraphs: [
      `Bonjour ${name},`,
      'Quelqu’un vient de se connecter avec votre mot de passe depuis un appareil que nous ne connaissons pas.',
      `Appareil : ${device}\nAdresse : ${address}`,
      'Si c’était vous, il n’y a rien à faire. Sinon, fermez cette session et changez votre mot de passe.',
    ],
    button: 'Voir mes sessions',
    footer: 'Nous vous écrivons à chaque connexion depuis un nouvel appareil.',
  }),
  securityChange: ({ name, what, address, device, reason }) => ({
    subject: CHANGES_FR[what],
    paragraphs: [
      `Bonjour ${name},`,
      `${CHANGES_FR[what]}.`,
      reason ? `Motif : ${reason}` : `Appareil : ${device}\nAdresse : ${address}`,
      reason
        ? 'Si vous ne l’avez pas demandé, prévenez l’opérateur et changez tout de suite votre mot de passe.'
        : 'Si c’était vous, il n’y a rien à faire. Sinon, changez tout de suite votre mot de passe et vérifiez votre compte.',
    ],
    button: 'Voir mon compte',
    footer: 'Nous vous écrivons chaque fois que votre façon de vous connecter change.',
  }),
  roles: {
    tenant_admin: 'administrateur',
    agent: 'agent',
    billing_admin: 'responsable de la facturation',
    viewer: 'observateur',
  },
}

const CHANGES_AR: Record<SecurityChange, string> = {
  twoFactorOn: 'تم تفعيل التحقق بخطوتين',
  twoFactorOff: 'تم إيقاف التحقق بخطوتين',
  recoveryCodesReplaced: 'تم استبدال رموز الاسترداد الخاصة بك',
  recoveryCodeUsed: 'سجّل أحدهم الدخول بأحد رموز الاسترداد الخاصة بك',
  passkeyAdded: 'أُضيف مفتاح مرور إلى حسابك',
  passkeyRemoved: 'أُزيل مفتاح مرور من حسابك',
  twoFactorReset: 'أزال مشغّل المنصة وسائل التحقق الإضافية من حسابك',
}

const ar: MailTexts = {
  invitation: ({ business, inviter, role, days }) => ({
    subject: `${inviter} يدعوك إلى ${business}`,
    paragraphs: [
      'مرحبًا،',
      `يدعوك ${inviter} إلى الانضمام إلى فريق ${business} على «توصيل» بصفة ${role}.`,
      `الدعوة صالحة لمدة ${days} أيام ولمرة واحدة فقط.`,
    ],
    button: 'قبول الدعوة',
    footer: 'إذا كنت لا تعرف المرسل فتجاهل هذه الرسالة، ولن يحدث شيء.',
  }),
  reset: ({ name }) => ({
    subject: 'تعيين كلمة مرور جديدة',
    paragraphs: [
      `مرحبًا ${name}،`,
      'طلب أحدهم، وربما أنت، كلمة مرور جديدة لهذا العنوان. الرابط صالح لمدة ساعة ولمرة واحدة فقط.',
    ],
    button: 'تعيين كلمة المرور',
    footer: 'إذا لم تطلب ذلك فتجاهل هذه الرسالة، وستبقى كلمة مرورك كما هي.',
  }),
  verify: ({ name }) => ({
    subject: 'تأكيد عنوان بريدك',
    paragraphs: [`مرحبًا ${name}،`, 'يرجى تأكيد أن هذا العنوان لك. الرابط صالح لمدة ثلاثة أيام.'],
    button: 'تأكيد العنوان',
    footer: 'إذا لم تسجّل في «توصيل» فتجاهل هذه الرسالة.',
  }),
  newDevice: ({ name, address, device }) => ({
    subject: 'تسجيل دخول من جهاز جديد',
    paragraphs: [
      `مرحبًا ${name}،`,
      'سجّل أحدهم الدخول للتو بكلمة مرورك من جهاز لا نعرفه.',
      `الجهاز: ${device}\nالعنوان: ${address}`,
      'إذا كنت أنت فلا داعي لفعل شيء، وإلا فأنهِ تلك الجلسة وغيّر كلمة مرورك.',
    ],
    button: 'عرض جلساتي',
    footer: 'نرسل هذه الرسالة عند كل تسجيل دخول من جهاز جديد.',
  }),
  securityChange: ({ name, what, address, device, reason }) => ({
    subject: CHANGES_AR[what],
    paragraphs: [
      `مرحبًا ${name}،`,
      `${CHANGES_AR[what]}.`,
      reason ? `السبب: ${reason}` : `الجهاز: ${device}\nالعنوان: ${address}`,
      reason
        ? 'إذا لم تطلب ذلك فأخبر المشغّل وغيّر كلمة مرورك فورًا.'
        : 'إذا كنت أنت فلا داعي لفعل شيء، وإلا فغيّر كلمة مرورك فورًا وراجع حسابك.',
    ],
    button: 'عرض حسابي',
    footer: 'نرسل هذه الرسالة كلما تغيّرت طريقة دخولك.',
  }),
  roles: { tenant_admin: 'مدير', agent: 'موظف خدمة', billing_admin: 'مسؤول الفوترة', viewer: 'مشاهد' },
}

const TEXTS: Record<string, MailTexts> = { en, fr, ar }

/** The texts for a locale like `ar-MA`; English for a language that we do not write. */
export const mailTexts = (locale: string): MailTexts => TEXTS[locale.split('-')[0]!] ?? en

/** Every language that the product has. */
export const missingTexts = (): string[] => LANGUAGES.filter(language => !(language in TEXTS))
