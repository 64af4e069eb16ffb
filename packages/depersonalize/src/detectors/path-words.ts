import type { ScrubPosition } from '@lethe/catalogue'
import { fold } from '../engine/fold.ts'
import type { Hint } from '../engine/hint.ts'
import { PERSON_KEYS, PERSON_SEGMENTS } from './name-words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Places whose pieces are segments of a page's address. */
const ADDRESSES: ReadonlySet<ScrubPosition> = new Set(['path', 'referrer', 'fragment'])

/** What one person orders, books, pays or writes: behind these any number is that person's. */
const OWNED = words(`
  order orders ord invoice invoices inv booking bookings reservation reservations ticket tickets case cases cart carts basket
  baskets checkout subscription subscriptions payment payments transaction transactions txn transfer transfers shipment
  shipments parcel parcels delivery deliveries refund refunds receipt receipts claim claims contract contracts quote quotes
  appointment appointments message messages msg thread threads conversation conversations chat chats application applications
  enrollment enrollments record records cus cust acct uid userid orderid
  bestellung bestellungen rechnung rechnungen auftrag auftraege buchung buchungen vorgang termin termine nachricht nachrichten
  commande commandes facture factures panier rendez-vous pedido pedidos factura facturas reserva reservas cita citas mensaje
  mensajes ordine ordini fattura fatture prenotazione prenotazioni encomenda encomendas fatura faturas
  bestelling bestellingen factuur facturen boeking boekingen zamowienie zamowienia faktura faktury ordre ordrer
  tilaus tilaukset siparis siparisler objednavka objednavky
`)
/** Words of people that are as often the name of a page with steps: `/login/2`. */
const STEPPED = words('login handle contact profile by manager')
/** Plurals behind which a number says what kind or size something is: `/models/3310`. */
const MEASURED = words('series models sizes editions volumes versions releases builds ports zips postcodes years')
const PLURAL = /^[a-z]{2,}[^sui]s$/

/** Whether a text is looked through as a segment of a page's address. */
export const isInAddress = ({ position }: Hint): boolean => ADDRESSES.has(position)

/** Whether the segment or prefix before a number is a word for people, or for what belongs to one. */
export function isOwner(word: string): boolean {
  const folded = fold(word)
  if (OWNED.has(folded)) return true
  return (PERSON_KEYS.has(folded) || PERSON_SEGMENTS.has(folded)) && !STEPPED.has(folded)
}

/** Whether a word names many things of a kind: `articles`. */
export function isPlural(word: string): boolean {
  const folded = fold(word)
  return PLURAL.test(folded) && !MEASURED.has(folded)
}

/** Whether numbers behind a word say what something is, however long they are. */
export const isMeasure = (word: string): boolean => MEASURED.has(fold(word))
