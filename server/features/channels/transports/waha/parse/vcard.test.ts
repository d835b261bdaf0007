import { describe, expect, it } from 'vitest'
import { readVcard, writeVcard } from './vcard.ts'

const card = (...lines: string[]) => readVcard(['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n'))

describe('a vCard', () => {
  it('is read with everything that screens show', () => {
    const read = card(
      'N:Naji;Sara;;;',
      'FN:Sara Naji',
      'ORG:Bakery;Ovens;Bread;',
      'TITLE:Baker',
      'BDAY;value=date:1990-05-01',
      'TEL;type=CELL;type=VOICE;waid=212612345678:+212 612-345678',
      'item1.TEL:+212 5',
      'item1.X-ABLabel:_$!<Home>!$_',
      'EMAIL;type=INTERNET;type=WORK:a@b.test',
      'item2.EMAIL;type=INTERNET:c@d.test',
      'item2.X-ABLabel:School',
      'EMAIL:e@f.test',
      'URL;TYPE=work:https://b.test/a;b',
      'ADR;TYPE="home,pref":;Flat 2;1 Quay;Rabat;RSK;10000;Morocco',
    )
    expect(read).toEqual({
      name: 'Sara Naji',
      organization: 'Bakery',
      department: 'Ovens, Bread',
      title: 'Baker',
      birthday: '1990-05-01',
      phones: [
        { phone: '+212 612-345678', waId: '212612345678', type: 'CELL' },
        { phone: '+212 5', type: 'HOME' },
      ],
      emails: ['a@b.test', 'c@d.test', 'e@f.test'],
      emailTypes: { 'a@b.test': 'WORK', 'c@d.test': 'SCHOOL' },
      urls: [{ url: 'https://b.test/a;b', type: 'WORK' }],
      addresses: [
        { street: 'Flat 2, 1 Quay', city: 'Rabat', state: 'RSK', zip: '10000', country: 'Morocco', type: 'HOME' },
      ],
    })
  })

  it('of an old phone tells kinds without a name', () => {
    expect(card('N:Naji;Sara', 'TEL;HOME:1', 'EMAIL;INTERNET;PREF;WORK:a@b.test')).toEqual({
      name: 'Sara Naji',
      phones: [{ phone: '1', type: 'HOME' }],
      emails: ['a@b.test'],
      emailTypes: { 'a@b.test': 'WORK' },
    })
  })

  it('of an old phone may be in bytes, over several lines', () => {
    const read = card(
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=86=D8=A7=D8=AC=D9=8A;=D8=B3=D8=A7=D8=B1=D8=A9;;;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=B3=D8=A7=D8=B1=D8=A9=20=',
      '=D9=86=D8=A7=D8=AC=D9=8A',
      'TITLE;QUOTED-PRINTABLE:Boulang=C3=A8re',
      'TEL;CELL:+212612345678',
    )
    expect(read).toEqual({ name: 'سارة ناجي', title: 'Boulangère', phones: [{ phone: '+212612345678', type: 'CELL' }] })
  })

  it('of version 4 writes phones and mail as addresses', () => {
    expect(card('FN:Sara', 'TEL;VALUE=uri;TYPE="cell":tel:+212-612-345678', 'EMAIL:mailto:a@b.test')).toEqual({
      name: 'Sara',
      phones: [{ phone: '+212-612-345678', type: 'CELL' }],
      emails: ['a@b.test'],
    })
  })

  it('keeps semicolons and commas that belong to a text', () => {
    expect(card('FN:Naji\\, Sara', 'ORG:Salt\\; Pepper;Ovens', 'ADR:;;1 Quay\\; left;Rabat;;;')).toEqual({
      name: 'Naji, Sara',
      organization: 'Salt; Pepper',
      department: 'Ovens',
      phones: [],
      addresses: [{ street: '1 Quay; left', city: 'Rabat' }],
    })
  })

  it('that was written by us is read as it was', () => {
    const contact = {
      name: 'Dar; Salam',
      organization: 'A;B',
      phones: [{ phone: '+212', waId: '212', type: 'CELL' }],
      emails: ['a@b.test'],
    }
    expect(readVcard(writeVcard(contact))).toEqual(contact)
  })
})
