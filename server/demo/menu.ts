/** A name in the three languages of the product; the first is the business's own. */
type Names = [en: string, fr: string, ar: string]

export interface DemoItem {
  code: string
  names: Names
  descriptions: Names
  /** In halalas. */
  price: number
  /** Sold out today. */
  soldOut?: boolean
}

export interface DemoCategory {
  names: Names
  items: DemoItem[]
}

const item = (code: string, price: number, names: Names, descriptions: Names, soldOut = false): DemoItem => ({
  code,
  names,
  descriptions,
  price,
  soldOut,
})

/** The menu of Beit Zaytoun. */
export const MENU: DemoCategory[] = [
  {
    names: ['Cold mezze', 'Mezzés froids', 'مقبلات باردة'],
    items: [
      item(
        '01',
        1800,
        ['Hummus', 'Houmous', 'حمص'],
        [
          'Chickpeas, tahini, lemon, olive oil',
          'Pois chiches, tahini, citron, huile d’olive',
          'حمص بالطحينة والليمون وزيت الزيتون',
        ],
      ),
      item(
        '02',
        1900,
        ['Moutabal', 'Moutabal', 'متبل'],
        [
          'Smoked aubergine with tahini and pomegranate',
          'Aubergine fumée, tahini et grenade',
          'باذنجان مشوي بالطحينة والرمان',
        ],
      ),
      item(
        '03',
        2000,
        ['Tabbouleh', 'Taboulé', 'تبولة'],
        ['Parsley, tomato, bulgur, lemon', 'Persil, tomate, boulgour, citron', 'بقدونس وطماطم وبرغل وليمون'],
      ),
      item(
        '04',
        2100,
        ['Fattoush', 'Fattouche', 'فتوش'],
        [
          'Garden salad with sumac and crisp bread',
          'Salade au sumac et pain croustillant',
          'سلطة بالسماق والخبز المحمص',
        ],
      ),
      item(
        '05',
        2200,
        ['Stuffed vine leaves', 'Feuilles de vigne', 'ورق عنب'],
        ['Six pieces, rice and herbs', 'Six pièces, riz et herbes', 'ست حبات محشوة بالأرز والأعشاب'],
      ),
      item(
        '06',
        2400,
        ['Labneh with za’atar', 'Labneh au zaatar', 'لبنة بالزعتر'],
        [
          'Strained yoghurt, thyme, olive oil',
          'Yaourt égoutté, thym, huile d’olive',
          'لبنة كريمية بالزعتر وزيت الزيتون',
        ],
      ),
    ],
  },
  {
    names: ['Hot mezze', 'Mezzés chauds', 'مقبلات ساخنة'],
    items: [
      item(
        '07',
        1500,
        ['Lentil soup', 'Soupe de lentilles', 'شوربة عدس'],
        ['With cumin, lemon and toasted bread', 'Au cumin, citron et pain grillé', 'بالكمون والليمون والخبز المحمص'],
      ),
      item(
        '08',
        2300,
        ['Falafel plate', 'Assiette de falafels', 'صحن فلافل'],
        ['Eight pieces with tarator', 'Huit pièces, sauce tarator', 'ثماني حبات مع صلصة الطراطور'],
      ),
      item(
        '09',
        2600,
        ['Kibbeh', 'Kebbé', 'كبة مقلية'],
        ['Four pieces, lamb and pine nuts', 'Quatre pièces, agneau et pignons', 'أربع حبات باللحم والصنوبر'],
      ),
      item(
        '10',
        2400,
        ['Cheese rolls', 'Rouleaux au fromage', 'رقائق جبنة'],
        [
          'Five pieces, akkawi cheese and mint',
          'Cinq pièces, fromage akkawi et menthe',
          'خمس حبات بجبنة عكاوي والنعناع',
        ],
      ),
      item(
        '11',
        2800,
        ['Chicken liver', 'Foies de volaille', 'كبدة دجاج'],
        ['With pomegranate molasses', 'À la mélasse de grenade', 'بدبس الرمان'],
        true,
      ),
    ],
  },
  {
    names: ['Charcoal grill', 'Grillades', 'مشاوي على الفحم'],
    items: [
      item(
        '12',
        4200,
        ['Shish tawook', 'Chiche taouk', 'شيش طاووق'],
        [
          'Marinated chicken, garlic sauce, fries',
          'Poulet mariné, sauce à l’ail, frites',
          'دجاج متبل مع الثومية والبطاطس',
        ],
      ),
      item(
        '13',
        4800,
        ['Lamb kebab', 'Kebab d’agneau', 'كباب لحم'],
        [
          'Two skewers, grilled tomato and onion',
          'Deux brochettes, tomate et oignon grillés',
          'سيخان مع الطماطم والبصل المشوي',
        ],
      ),
      item(
        '14',
        5900,
        ['Lamb chops', 'Côtelettes d’agneau', 'ريش غنم'],
        ['Four chops with rosemary', 'Quatre côtelettes au romarin', 'أربع قطع بإكليل الجبل'],
      ),
      item(
        '15',
        4400,
        ['Kafta khashkhash', 'Kafta khachkhach', 'كفتة خشخاش'],
        ['On spicy tomato sauce', 'Sur sauce tomate relevée', 'على صلصة الطماطم الحارة'],
      ),
      item(
        '16',
        9800,
        ['Mixed grill for two', 'Grillade mixte pour deux', 'مشاوي مشكلة لشخصين'],
        [
          'Kebab, tawook, kafta, chops, salad, bread',
          'Kebab, taouk, kafta, côtelettes, salade, pain',
          'كباب وطاووق وكفتة وريش مع السلطة والخبز',
        ],
      ),
      item(
        '17',
        6200,
        ['Grilled sea bass', 'Bar grillé', 'سمك قاروص مشوي'],
        [
          'Whole fish with tahini sauce and rice',
          'Poisson entier, sauce tahini et riz',
          'سمكة كاملة مع صلصة الطحينة والأرز',
        ],
      ),
    ],
  },
  {
    names: ['Rice and oven', 'Riz et four', 'أرز وفرن'],
    items: [
      item(
        '18',
        5200,
        ['Chicken kabsa', 'Kabsa au poulet', 'كبسة دجاج'],
        ['Half a chicken on spiced basmati', 'Demi-poulet sur basmati épicé', 'نصف دجاجة على أرز بسمتي متبل'],
      ),
      item(
        '19',
        6800,
        ['Lamb mandi', 'Mandi d’agneau', 'مندي لحم'],
        ['Slow-cooked lamb, smoked rice', 'Agneau confit, riz fumé', 'لحم مطهو ببطء على أرز مدخن'],
      ),
      item(
        '20',
        3900,
        ['Moussaka', 'Moussaka', 'مسقعة'],
        [
          'Aubergine, chickpeas and tomato, vegan',
          'Aubergine, pois chiches et tomate, végan',
          'باذنجان وحمص وطماطم، نباتي',
        ],
      ),
      item(
        '21',
        2600,
        ['Manakish za’atar and cheese', 'Manakiche zaatar et fromage', 'مناقيش زعتر وجبنة'],
        ['From the stone oven', 'Au four à pierre', 'من فرن الحجر'],
      ),
    ],
  },
  {
    names: ['Sweets', 'Desserts', 'حلويات'],
    items: [
      item(
        '22',
        2500,
        ['Kunafa', 'Knafé', 'كنافة'],
        [
          'Warm, with cheese and orange blossom syrup',
          'Tiède, fromage et sirop de fleur d’oranger',
          'ساخنة بالجبنة وقطر ماء الزهر',
        ],
      ),
      item(
        '23',
        2200,
        ['Baklava box', 'Boîte de baklavas', 'علبة بقلاوة'],
        ['Eight pieces, pistachio and walnut', 'Huit pièces, pistache et noix', 'ثماني قطع بالفستق والجوز'],
      ),
      item(
        '24',
        1600,
        ['Rice pudding', 'Riz au lait', 'رز بحليب'],
        ['With mastic and rose water', 'Mastic et eau de rose', 'بالمستكة وماء الورد'],
      ),
      item(
        '25',
        2400,
        ['Umm Ali', 'Oum Ali', 'أم علي'],
        ['Warm bread pudding with nuts', 'Pudding chaud aux noix', 'حلوى ساخنة بالمكسرات'],
      ),
    ],
  },
  {
    names: ['Drinks', 'Boissons', 'مشروبات'],
    items: [
      item(
        '26',
        1400,
        ['Lemon with mint', 'Citron à la menthe', 'ليمون بالنعناع'],
        ['Freshly pressed', 'Pressé', 'طازج'],
      ),
      item('27', 1600, ['Pomegranate juice', 'Jus de grenade', 'عصير رمان'], ['Freshly pressed', 'Pressé', 'طازج']),
      item('28', 900, ['Ayran', 'Ayran', 'عيران'], ['Salted yoghurt drink', 'Yaourt salé', 'لبن مملح']),
      item('29', 1200, ['Moroccan tea', 'Thé marocain', 'شاي مغربي'], ['A pot for two', 'Pour deux', 'إبريق لشخصين']),
      item('30', 600, ['Water', 'Eau', 'ماء'], ['Half a litre', 'Un demi-litre', 'نصف لتر']),
    ],
  },
]

export interface DemoBranch {
  names: Names
  address: string
  phone: string
}

export const BRANCHES: DemoBranch[] = [
  { names: ['Olaya', 'Olaya', 'العليا'], address: 'Olaya Street 214, Riyadh', phone: '+966505550110' },
  {
    names: ['Al Malqa', 'Al Malqa', 'الملقا'],
    address: 'Anas bin Malik Road 77, Riyadh',
    phone: '+966505550120',
  },
]
