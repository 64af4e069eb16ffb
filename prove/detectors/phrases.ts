/** Messages around a value, as code and servers write them: `{n}` is what the value is called, `{v}` the value. */
export const NAMED_PHRASES = [
  'Invalid {n}: {v}',
  '{n} {v} not found',
  '{n} "{v}" is already in use',
  "Validation failed: {n} '{v}' does not match the pattern",
  'Could not verify {n} {v}, please try again',
  'ValidationError: {n} must be valid, got {v}',
  'Ungültige {n}: {v}',
  '{n} {v} ist bereits vergeben',
  '{n} invalide : {v}',
  '{n} « {v} » introuvable',
  '{n} no válido: {v}',
  '{n} {v} non trovato',
  'Nieprawidłowy {n}: {v}',
  'Ogiltigt {n}: {v}',
  '{n} {v} niet gevonden',
  '{n} {v} inválido ou não encontrado',
]

/** Messages that name a person. */
export const PERSON_PHRASES = [
  'User {v} not found',
  'user "{v}" does not exist',
  'Permission denied for user {v}',
  'Hello {v}, your session has expired',
  'Customer {v} has no open orders',
  'Could not load profile of {v}',
  'Patient {v}: record is locked',
  'Logged in as {v}',
  'Benutzer {v} nicht gefunden',
  'Kunde {v} ist gesperrt',
  'Utilisateur {v} introuvable',
  'Bonjour {v}, votre session a expiré',
  'No se encontró el usuario {v}',
  'El cliente {v} no existe',
  'Utente {v} non trovato',
  'Nie znaleziono użytkownika {v}',
  'Användaren {v} hittades inte',
  'Käyttäjää {v} ei löytynyt',
  'Brugeren {v} blev ikke fundet',
  'Fant ikke brukeren {v}',
  'Gebruiker {v} niet gevonden',
  'Usuário {v} não encontrado',
  'Kullanıcı {v} bulunamadı',
  'Uživatel {v} nebyl nalezen',
  'Пользователь {v} не найден',
  'ユーザー {v} が見つかりません',
]

/** Messages that do not say what the value is. */
export const UNNAMED_PHRASES = [
  'Failed to parse {v}',
  'Unexpected input: {v}',
  'Error: {v}',
  "Duplicate entry '{v}' for key 'PRIMARY'",
  'Cannot read properties of undefined (reading "{v}")',
  'Uncaught (in promise) Error: lookup of {v} failed',
  'No match for {v} in list',
  'assertion failed: {v} !== null',
  'Request failed with status code 404: https://api.shop.example/v1/lookup/{v}',
  'GET https://api.shop.example/search?q={v} 500 (Internal Server Error)',
  'Wert {v} konnte nicht gespeichert werden',
  'Impossible de charger {v}',
  'Error al guardar {v}',
  'SyntaxError: Unexpected token in {"value":"{v}"}',
]

/** Messages around a date of birth or another fact that only words give away. */
export const BIRTH_PHRASES = ['born on {v}', 'geboren am {v}', 'né le {v}', 'nacido el {v}', 'nato il {v}', 'DOB: {v}']

export const NAMELESS_TEXTS = [
  'Called {v} today',
  '{v}',
  '{v}',
  'see {v}',
  '{v} (done)',
  'Rückfrage an {v}',
  'from import: {v}',
]

/** Names of custom events, as teams write them. */
export const EVENT_NAMES = [
  'signup {v}',
  'login:{v}',
  'Contact saved {v}',
  'checkout_{v}',
  'download/{v}',
  'Formular gesendet {v}',
  'click {v}',
  'invite sent to {v}',
]

export const CAMPAIGNS = [
  'newsletter_{v}',
  '{v}',
  'crm-{v}-autumn',
  'mailing|{v}',
  'reminder {v}',
  'reactivation_{v}_a',
]

export const PLAIN_PATHS = [
  '/orders/confirm/{v}',
  '/verify/{v}',
  '/unsubscribe/{v}',
  '/reset-password/{v}',
  '/search/{v}',
  '/invite/{v}/accept',
  '/download/{v}/report.pdf',
  '/bestellung/{v}/status',
  '/commande/{v}',
  '/pedidos/{v}/detalle',
  '/track/{v}',
  '/app/view/{v}',
  '/{v}',
  '/api/v2/lookup/{v}.json',
]

export const IDENTITY_PATHS = [
  '/users/{v}',
  '/user/{v}/settings',
  '/author/{v}',
  '/profile/{v}',
  '/members/{v}/posts',
  '/u/{v}',
  '/customers/{v}/orders',
  '/people/{v}',
  '/patients/{v}/records',
  '/employees/{v}/edit',
  '/account/{v}',
  '/@{v}',
  '/benutzer/{v}',
  '/kunden/{v}/rechnungen',
  '/utilisateurs/{v}',
  '/usuarios/{v}/editar',
  '/clientes/{v}',
  '/utenti/{v}',
  '/autor/{v}',
  '/medlemmar/{v}',
  '/gebruikers/{v}',
  '/uzytkownicy/{v}',
]

/** One line of a stack, in the three wordings of browsers; `{p}` is a path with the value in it. */
export const STACK_LINES = [
  '    at loadProfile (https://app.example.com{p}/main.js:10:2215)',
  '    at async submitForm (https://app.example.com/assets/form.js?u={v}:1:84021)',
  '    at https://cdn.example.net{p}/bundle.js:2:118',
  'renderRow@https://app.example.com{p}/table.js:88:17',
  'onClick@https://app.example.com/assets/ui.js?ref={v}:12:9',
  'global code@https://shop.example{p}:1:1',
]

/** The same for a folder of somebody's own machine. */
export const FILE_LINES = [
  '    at Object.<anonymous> ({v}:14:9)',
  '    at renderPage ({v}:203:31)',
  'openFile@{v}:7:3',
  '    at {v}:1:1',
]

export const RESOURCES = [
  'https://cdn.shop.example/avatars/{v}.jpg',
  'https://api.shop.example/v1/records/{v}?fields=all',
  'https://img.example.net/render?{k}={v}&w=200',
  'https://api.shop.example{p}/orders?limit=20',
  'https://pixel.example.org/collect?ev=view&{k}={v}',
  '/api/session/{v}/refresh',
]

export const SELECTORS = [
  '#user-{v}',
  'button[data-user="{v}"]',
  'a[href="/users/{v}"]',
  'tr#row-{v}>td',
  'input[value="{v}"]',
  'span.{v}',
  'img[alt="{v}"]',
]

export const REFERRER_HOSTS = [
  'portal.example.org',
  'www.forum.example',
  'mail.example.com',
  'crm.firma.example',
  'search.example.net',
]
