import type { Plan } from './business.ts'
import { BRANCHES, MENU } from './menu.ts'
import {
  type DemoOrder,
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

/** Owner and two agents. */
const PEOPLE = [
  { name: 'Layla Haddad', email: 'owner@beit-zaytoun.example' },
  { name: 'Omar Al-Harbi', email: 'omar@beit-zaytoun.example' },
  { name: 'Sara Mansour', email: 'sara@beit-zaytoun.example' },
]
const [LAYLA, OMAR, SARA] = [0, 1, 2]

/** A whole order with the bot, in Arabic. */
const arabicOrder: ScriptedConversation = {
  from: '966505550142',
  name: 'نورة القحطاني',
  unread: true,
  lines: [
    says(minutes(9), 'السلام عليكم'),
    says(minutes(8), 'طلب جديد'),
    says(minutes(8), 'توصيل'),
    shares(minutes(7), 24.6911, 46.6852, undefined, 'حي العليا، شارع التحلية'),
    says(minutes(6), 'مشاوي على الفحم'),
    says(minutes(6), 'شيش طاووق'),
    says(minutes(5), '٢'),
    says(minutes(5), 'إضافة صنف'),
    says(minutes(4), 'حمص'),
    says(minutes(4), '1'),
    says(minutes(3), 'إتمام الطلب'),
    says(minutes(2), 'تأكيد'),
  ],
}

/** The same in codes, by somebody who knows the menu. */
const codeOrder: ScriptedConversation = {
  from: '966505550133',
  name: 'Daniel Brooks',
  lines: [
    says(minutes(5), 'hi'),
    says(minutes(4), '#16 #03 x2 #26'),
    says(minutes(3), 'pickup'),
    says(minutes(3), '1'),
    says(minutes(2), 'confirm'),
    says(minutes(1), 'thanks'),
  ],
}

/** Somebody who is still choosing. */
const browsing: ScriptedConversation = {
  from: '966505550178',
  name: 'Camille Laurent',
  unread: true,
  lines: [
    says(minutes(18), 'Bonjour'),
    says(minutes(17), 'je veux commander'),
    says(minutes(16), 'à emporter'),
    says(minutes(16), '2'),
    says(minutes(15), 'Desserts'),
  ],
}

const allergy: ScriptedConversation = {
  from: '966505550151',
  name: 'Fahad Al-Otaibi',
  assignee: OMAR,
  status: 'resolved',
  lines: [
    says(days(1, 3), 'Hello, is the kunafa made with nuts? My son is allergic'),
    writes(days(1, 2, 55), OMAR, 'Hello Fahad! Our kunafa has no nuts, but it is prepared next to the baklava.'),
    says(days(1, 2, 51), 'Ok then better not. Rice pudding?'),
    writes(days(1, 2, 49), OMAR, 'Rice pudding is safe: milk, rice, mastic and rose water. We wash the spoons apart.'),
    says(days(1, 2, 47), 'Great, thank you so much 🙏'),
  ],
}

/** Nobody has answered, and the window closes within the hour. */
const waiting: ScriptedConversation = {
  from: '966505550165',
  name: 'أبو سلطان',
  unread: true,
  priority: 'high',
  lines: [
    says(hours(25), 'مساء الخير'),
    writes(hours(24, 50), SARA, 'مساء النور، تفضل كيف أقدر أخدمك؟', 'delivered'),
    says(hours(23, 21), 'هل لديكم قسم عائلات يوم الجمعة؟ نحن ١٢ شخصاً'),
    says(hours(23, 20), 'ونحتاج كرسيين للأطفال'),
  ],
}

const complaint: ScriptedConversation = {
  from: '966505550187',
  name: 'Reem Saleh',
  assignee: LAYLA,
  status: 'pending',
  priority: 'urgent',
  lines: [
    sends(hours(5, 10), 'image', 'image/jpeg', { caption: 'The box was open and the sauce is everywhere 😞' }),
    writes(hours(5, 4), LAYLA, 'Reem, I am very sorry. That must not happen. Which order is it, please?'),
    says(hours(4, 58), 'From this afternoon, two kabsa and juices'),
    writes(
      hours(4, 55),
      LAYLA,
      'Found it. We are sending both again now, free of charge. The driver leaves in 20 minutes.',
    ),
    says(hours(4, 52), 'Really? Thank you, that is kind'),
    writes(hours(4, 20), LAYLA, 'Your driver Yusuf is on the way. Enjoy, and sorry again 💚', 'delivered'),
  ],
}

const voice: ScriptedConversation = {
  from: '966505550119',
  name: 'Majed',
  assignee: SARA,
  unread: true,
  lines: [
    speaks(hours(2, 12)),
    writes(hours(2, 6), SARA, 'أهلاً ماجد، سمعت رسالتك. نعم نجهز بوفيه لثلاثين شخصاً، لأي يوم؟'),
    says(hours(2, 1), 'الخميس القادم بعد المغرب'),
    shares(hours(2), 24.8136, 46.6247, 'استراحة الواحة', 'حي النرجس، الرياض'),
  ],
}

/** Writes without showing a phone number. */
const noPhone: ScriptedConversation = {
  from: 'SA.8830117426513390',
  name: 'karim.eats',
  assignee: OMAR,
  lines: [
    says(days(2, 4), 'Hey! Do you deliver to KAFD?'),
    writes(days(2, 3, 52), OMAR, 'Hi Karim, yes, until midnight. Delivery takes about 35 minutes there.'),
    sends(days(2, 3, 50), 'sticker', 'image/webp', { animated: true }),
  ],
}

const supplier: ScriptedConversation = {
  from: '966505550102',
  name: 'Green Valley Farms',
  assignee: LAYLA,
  lines: [
    sends(days(3, 6), 'document', 'application/pdf', { filename: 'price-list-march.pdf', caption: 'Our new prices' }),
    writes(days(3, 5, 30), LAYLA, 'Thank you. Please send 40 kg tomatoes and 15 kg parsley on Sunday.'),
    recommends(days(3, 5, 20), 'Hassan (driver)', '+966 50 555 0109'),
    writes(days(3, 5, 18), LAYLA, 'Got it, I will tell the kitchen.'),
  ],
}

/** An answer that WhatsApp did not take. */
const failed: ScriptedConversation = {
  from: '966505550194',
  name: 'Huda',
  assignee: SARA,
  lines: [
    says(hours(9, 30), 'هل يمكن تغيير عنوان التوصيل؟'),
    writes(hours(9, 21), SARA, 'أكيد، أرسلي العنوان الجديد لو سمحتِ', 'failed'),
  ],
}

const regular: ScriptedConversation = {
  from: '966505550126',
  name: 'Sophie Martin',
  assignee: SARA,
  status: 'resolved',
  lines: [
    says(days(4, 2), 'Bonjour, la table de samedi à 20 h est bien réservée ?'),
    writes(days(4, 1, 48), SARA, 'Bonjour Sophie, oui : quatre personnes, près de la fenêtre.'),
    says(days(4, 1, 45), 'Parfait, merci ! Le mandi était délicieux la dernière fois 😍'),
    writes(days(4, 1, 44), SARA, 'Merci à vous, à samedi !'),
  ],
}

const THREADS: ScriptedConversation[] = [
  arabicOrder,
  codeOrder,
  browsing,
  allergy,
  waiting,
  complaint,
  voice,
  noPhone,
  supplier,
  failed,
  regular,
]

const ORDERS: DemoOrder[] = [
  {
    from: '966505550126',
    lines: [
      ['19', 2],
      ['04', 1],
      ['29', 1],
    ],
    to: { branch: 0 },
    elsewhere: true,
    placed: days(6, 3),
    moves: [
      ['preparing', days(6, 2, 56)],
      ['ready', days(6, 2, 20)],
      ['delivered', days(6, 2, 5)],
    ],
  },
  {
    from: '966505550151',
    lines: [
      ['18', 1],
      ['07', 2],
      ['24', 1],
    ],
    to: { address: 'Al Yasmin, Street 14, villa 8' },
    placed: days(1, 2, 40),
    moves: [
      ['preparing', days(1, 2, 36)],
      ['ready', days(1, 2, 10)],
      ['out_for_delivery', days(1, 2, 5)],
      ['delivered', days(1, 1, 38)],
    ],
  },
  {
    from: 'SA.8830117426513390',
    lines: [
      ['13', 1],
      ['01', 1],
      ['30', 2],
    ],
    to: { address: 'KAFD, tower 3.09, 12th floor' },
    placed: days(2, 3, 45),
    moves: [['cancelled', days(2, 3, 41)]],
  },
  {
    from: '966505550187',
    lines: [
      ['18', 2, 'less spicy'],
      ['27', 2],
    ],
    to: { address: 'Al Sahafah, Olaya Road 310, flat 6' },
    elsewhere: true,
    placed: hours(6, 20),
    moves: [
      ['preparing', hours(6, 14)],
      ['ready', hours(5, 50)],
      ['out_for_delivery', hours(5, 44)],
      ['delivered', hours(5, 16)],
    ],
  },
  {
    from: '966505550194',
    lines: [
      ['12', 3],
      ['05', 1],
      ['22', 2],
      ['26', 3],
    ],
    to: { address: 'حي الياسمين، شارع ٨، منزل ٢١' },
    placed: minutes(64),
    moves: [
      ['preparing', minutes(58)],
      ['ready', minutes(34)],
      ['out_for_delivery', minutes(29)],
    ],
  },
  {
    from: '966505550119',
    lines: [
      ['21', 4],
      ['28', 4],
    ],
    to: { branch: 1 },
    placed: minutes(38),
    moves: [
      ['preparing', minutes(33)],
      ['ready', minutes(11)],
    ],
  },
]

export const RESTAURANT: Plan = {
  name: 'Beit Zaytoun',
  businessType: 'restaurant',
  locale: 'en-SA',
  timezone: 'Asia/Riyadh',
  currency: 'SAR',
  people: PEOPLE,
  menu: MENU,
  branches: BRANCHES,
  conversations: THREADS,
  orders: ORDERS,
}
