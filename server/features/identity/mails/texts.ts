import { LANGUAGES } from '../../tenancy/index.ts'

/** What one kind of mail says. */
export interface MailWords {
  subject: string
  paragraphs: string[]
  button: string
  footer: string
}

/** All kinds, in one language. */
export interface MailTexts {
  invitation(from: { business: string; inviter: string; role: string; days: number }): MailWords
  roles: Record<'tenant_admin' | 'agent' | 'billing_admin' | 'viewer', string>
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
  roles: { tenant_admin: 'administrator', agent: 'agent', billing_admin: 'billing administrator', viewer: 'viewer' },
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
  roles: {
    tenant_admin: 'administrateur',
    agent: 'agent',
    billing_admin: 'responsable de la facturation',
    viewer: 'observateur',
  },
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
  roles: { tenant_admin: 'مدير', agent: 'موظف خدمة', billing_admin: 'مسؤول الفوترة', viewer: 'مشاهد' },
}

const TEXTS: Record<string, MailTexts> = { en, fr, ar }

/** The texts for a locale like `ar-MA`; English for a language that we do not write. */
export const mailTexts = (locale: string): MailTexts => TEXTS[locale.split('-')[0]!] ?? en

/** Every language that the product has. */
export const missingTexts = (): string[] => LANGUAGES.filter(language => !(language in TEXTS))
