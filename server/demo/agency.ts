import type { Plan } from './business.ts'
import {
  days,
  hours,
  minutes,
  recommends,
  type ScriptedConversation,
  says,
  sends,
  shares,
  speaks,
  writes,
} from './script.ts'

/** Owner and two agents of Mboa Express, who carry parcels through Douala. */
const PEOPLE = [
  { name: 'Armelle Ngo Bassong', email: 'owner@mboa-express.example' },
  { name: 'Serge Tchinda', email: 'serge@mboa-express.example' },
  { name: 'Mireille Fotso', email: 'mireille@mboa-express.example' },
]
const [ARMELLE, SERGE, MIREILLE] = [0, 1, 2]

const today: ScriptedConversation = {
  from: '237600000112',
  name: 'Boutique Chez Nadège',
  assignee: SERGE,
  lines: [
    says(hours(3, 5), '600000187\n2 robes + 1 sac noir\n15k\nBonapriso'),
    writes(hours(3, 1), SERGE, 'C’est noté Nadège, le livreur passe chez vous avant 11 h.'),
    says(hours(2, 40), '600000191\nPack homme\n6000\nMakepe'),
    says(hours(2, 39), 'Client pressé celui-là svp'),
    writes(hours(2, 35), SERGE, 'Ok, Makepe en premier alors.'),
    writes(hours(1, 10), SERGE, 'Livré Makepe ✅ 6 000 FCFA encaissés.'),
    says(hours(1, 4), 'Merci beaucoup 🙏🏾'),
  ],
}

const lost: ScriptedConversation = {
  from: '237600000145',
  name: 'Blaise Kamga',
  unread: true,
  priority: 'high',
  lines: [
    says(minutes(41), 'Bonjour, mon colis devait arriver hier à Logbessou, toujours rien'),
    sends(minutes(40), 'image', 'image/jpeg', { caption: 'Voici le reçu' }),
    says(minutes(12), 'Allô ?? Il y a quelqu’un ?'),
  ],
}

const location: ScriptedConversation = {
  from: '237600000163',
  name: 'Mama Rosalie',
  assignee: MIREILLE,
  lines: [
    speaks(hours(6, 30)),
    writes(hours(6, 24), MIREILLE, 'Bonjour Mama, j’ai bien écouté. Envoyez-moi votre position s’il vous plaît.'),
    shares(hours(6, 20), 4.0613, 9.7367, 'Marché de Deido'),
    writes(hours(6, 17), MIREILLE, 'Reçu, Junior arrive dans 25 minutes avec vos paquets.', 'delivered'),
  ],
}

const tariff: ScriptedConversation = {
  from: '237600000127',
  name: 'Ets Tagne & Fils',
  assignee: ARMELLE,
  status: 'resolved',
  lines: [
    says(days(1, 5), 'Quel est votre tarif pour Village et PK14 ?'),
    writes(days(1, 4, 48), ARMELLE, 'Bonjour. Village 1 500 FCFA, PK14 2 000 FCFA, retour offert si client absent.'),
    says(days(1, 4, 41), 'Et pour 20 colis par semaine ?'),
    writes(days(1, 4, 36), ARMELLE, 'À partir de 15 colis, 10 % de moins. Je vous envoie le contrat ce soir.'),
    says(days(1, 4, 30), 'Ça marche, merci'),
  ],
}

/** Nobody has answered, and the window closes within the hour. */
const waiting: ScriptedConversation = {
  from: '237600000178',
  name: 'Yannick',
  unread: true,
  lines: [says(hours(23, 35), 'Bonsoir, vous faites aussi les expéditions sur Kribi ?')],
}

const noPhone: ScriptedConversation = {
  from: 'CM.5520983317740126',
  name: 'grace_mode237',
  assignee: MIREILLE,
  lines: [
    says(days(2, 6), 'Hello, do you collect parcels in Akwa?'),
    writes(days(2, 5, 50), MIREILLE, 'Hello Grace! Yes, every day at 9:00 and 14:00. How many parcels?'),
    says(days(2, 5, 44), '3 for Bonamoussadi, 1 for Ndogbong'),
    writes(days(2, 5, 40), MIREILLE, 'Perfect, 1 000 FCFA each. Serge comes at 14:00.'),
    sends(days(2, 5, 39), 'sticker', 'image/webp'),
  ],
}

const absent: ScriptedConversation = {
  from: '237600000134',
  name: 'Pharmacie du Wouri',
  assignee: SERGE,
  status: 'pending',
  lines: [
    says(hours(8), '600000155\n1 carton de produits\n27 000\nBepanda'),
    writes(hours(7, 52), SERGE, 'Bien reçu, en route.'),
    writes(hours(6, 45), SERGE, 'Client absent à Bepanda, téléphone éteint. On repasse à 17 h ?'),
    says(hours(6, 30), 'Oui, repassez. Voici un autre contact'),
    recommends(hours(6, 29), 'Dr Ewane', '+237 6 00 00 01 56'),
  ],
}

/** An answer that WhatsApp did not take. */
const failed: ScriptedConversation = {
  from: '237600000109',
  name: 'Clarisse',
  assignee: SERGE,
  lines: [
    says(hours(11), 'Le livreur a oublié la monnaie'),
    writes(hours(10, 48), SERGE, 'Désolé Clarisse, il revient vous voir dans l’après-midi.', 'failed'),
  ],
}

const report: ScriptedConversation = {
  from: '237600000116',
  name: 'Groupe Makossa Shop',
  assignee: ARMELLE,
  lines: [
    says(days(1, 1, 20), 'Bonsoir Armelle, le point du jour svp'),
    writes(
      days(1, 1, 5),
      ARMELLE,
      '📦 14 livraisons\n✅ Livrées : 11\n⏳ En attente : 2\n❌ Échec : 1\n💵 Encaissé : 186 500 FCFA\n💰 Reste : 24 000 FCFA',
    ),
    sends(days(1, 0, 50), 'document', 'application/pdf', { filename: 'bordereau.pdf' }),
    says(days(1, 0, 49), 'Bien reçu, à demain'),
  ],
}

const arabic: ScriptedConversation = {
  from: '237600000198',
  name: 'محمد عثمان',
  assignee: MIREILLE,
  status: 'resolved',
  lines: [
    says(days(3, 2), 'السلام عليكم، هل توصلون إلى نغاونديري؟'),
    writes(days(3, 1, 50), MIREILLE, 'وعليكم السلام، نعم عبر وكالة السفر، يومان. السعر 4 500 فرنك.'),
    says(days(3, 1, 42), 'ممتاز، شكراً'),
  ],
}

const THREADS: ScriptedConversation[] = [
  today,
  lost,
  location,
  tariff,
  waiting,
  noPhone,
  absent,
  failed,
  report,
  arabic,
]

export const AGENCY: Plan = {
  name: 'Mboa Express',
  businessType: 'delivery',
  locale: 'fr-CM',
  timezone: 'Africa/Douala',
  currency: 'XAF',
  people: PEOPLE,
  menu: [],
  branches: [],
  conversations: THREADS,
  orders: [],
}
