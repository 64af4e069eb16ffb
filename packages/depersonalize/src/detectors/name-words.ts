const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Keys whose value is a person, folded. A word that only means a name is in `NAMING`. */
export const PERSON_KEYS = words(`
  user users username usernames usr author authors person people customer customers customername member members owner contact
  recipient sender employee employees student students teacher patient patients guest guests passenger nickname nick handle
  login firstname lastname surname fullname givenname familyname forename middlename maidenname displayname screenname fname
  lname cardholder holder assignee reviewer creator buyer seller signer attendee speaker participant applicant candidate
  subscriber traveller traveler driver doctor manager profile profiles
  apellido apellidos usuario usuarios cliente clientes autor autores autora destinatario titular empleado paciente
  vorname nachname familienname zuname rufname benutzer benutzername nutzer nutzername kunde kunden kundenname mitglied
  mitglieder inhaber autoren empfanger absender ansprechpartner mitarbeiter patientin kundin
  prenom utilisateur utilisateurs auteur auteurs destinataire titulaire membre membres
  cognome utente utenti autore autori destinatari intestatario
  sobrenome apelido utilizador destinatario
  voornaam achternaam gebruiker gebruikers gebruikersnaam klant klanten klantnaam auteur
  imie nazwisko uzytkownik uzytkownika klient klienta klienci nazwiska
  fornavn etternavn efternavn bruker brukere bruger brugere brukernavn brugernavn kunder fornamn efternamn anvandare
  anvandarnamn etunimi sukunimi kayttaja kayttajat kayttajanimi asiakas asiakkaat
  soyad soyadi kullanici kullaniciadi kullanicilar musteri musteriler
  jmeno prijmeni uzivatel uzivatele zakaznik zakaznici krestni
  имя фамилия отчество фио пользователь пользователи пользователя клиент клиента клиенты автор получатель логин
  імя прізвище користувач
  姓名 用户 用户名 用戶 客户 客戶 顾客 作者 会员 收件人
  氏名 お名前 ユーザー ユーザー名 ユーザ お客様 顧客 会員 著者 担当者
  성명 사용자 고객 회원 작성자
  الاسم اسم المستخدم مستخدم العميل עמית משתמש לקוח
  χρηστης ονομα επωνυμο πελατης
  medlemmar medlemmer medlem uzytkownicy uzytkownikow uzytkownikowi anvandaren anvandares brugeren brukeren kunden kunderna
  kayttajaa kayttajan kayttajien asiakkaan uyeler uye membros membri iscritti leden lid gasten pacientes paciente pazienti
  paziente empleados empregados funcionarios impiegati medewerkers werknemers pracownicy pracownik klienten klienta zamestnanci
  ansatte medarbejdere anstallda tyontekijat calisanlar personas personnes
`)

/** Words for a name of anybody or anything; with one of `QUALIFIERS` beside them, a person's. */
export const NAMING = words(`
  name names nombre nombres nom noms nome nomes naam namen navn namn nimi ad adi isim imie име имя 名 名前 名字 姓 이름 שם
`)

export const QUALIFIERS = words(`
  first last given family middle maiden full real legal display user nick sur screen customer client member author owner
  contact billing shipping delivery recipient sender employee student patient guest passenger person cardholder holder your
  my account buyer seller signer attendee father mother spouse child partner emergency applicant candidate login reviewer
`)

/** Path segments after which a person comes. */
export const PERSON_SEGMENTS = words(`
  u by team staff members leute personen personnes personas persone autoren
  buyers sellers speakers attendees reviewers drivers doctors employees contacts account accounts user-profile
`)

/** What stands in the place of a person in routes and sentences, beyond the English dictionary. */
export const NO_NAMES = words(`
  login logout signin signout signup signoff oauth api id ids uuid url uri json xml html css js php asp http https www admin
  administrator root guest anonymous unknown undefined null none nan true false yes no me self my you all any new edit delete
  create update list search index home main info faq faqs blog tos sso mfa otp sms email emails unsubscribe config configs
  dr prof mr mrs ms mme herr herrn frau monsieur madame sir
  dashboard dashboards wishlist checkout username usernames firstname lastname nickname password passwords user users test
  demo default public private system profile profiles settings notifications preferences avatar avatars followers repos
  signups onboarding analytics metadata backend frontend webhook webhooks async auth authn authz init app apps ui ux db sql
  cli sdk aggregator callback timestamp timezone locale param params args arg func enum bool int str obj dom regex
  neu alle liste suche anmelden abmelden registrieren einstellungen profil passwort bearbeiten loschen bestellungen konto
  nuevo nueva todos buscar ajustes perfil contrasena editar pedidos cuenta registro entrar salir
  nouveau nouvelle tous recherche parametres compte connexion deconnexion inscription modifier commandes
  nuovo nuova tutti cerca impostazioni profilo modifica ordini
  novo nova configuracoes conta pedidos senha sair cadastro
  nieuw zoeken instellingen profiel wachtwoord bewerken bestellingen
  nowy szukaj ustawienia haslo edytuj zamowienia
  ou et und oder nicht ist wurde wird nao não non inte nie ei niet niets ikke findes hittades fundet funnet gefunden encontrado
  encontrada trouve trouvee trovato trovata gevonden bulunamadi istnieje loydy loytynyt existe existiert esta estan mot passe
  registrierung anmeldung abmeldung vergessen verwaltung ubersicht uebersicht hilfe kontakt impressum datenschutz warenkorb
  rechnungen rechnung facturas factures fatture facturen faktury inscription inscripcion iscrizione registrazione rejestracja
  logowanie zaloguj inloggen registreren registrera logga oversikt oversigt haku kirjaudu rekisteroidy kayit giris sifremi
  unuttum hesap siparisler prihlaseni registrace nastaveni objednavky favoriten favoritos preferiti ayuda aide ajuda aiuto
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december api v1 v2 v3 error errors exception typeerror not found free pro premium basic team enterprise
`)

/** Small words inside a name. */
export const PARTICLES = words(
  'van von der den de del della di da do dos das du la le al el bin ibn ben abu y e zu ter ten af av st',
)

/** Places and brands that are made like a given and a family name. */
export const NO_PAIRS = words(`
  santa+monica santa+cruz san+diego san+jose san+juan san+francisco san+antonio san+marino santa+barbara santa+clara
  hong+kong costa+rica sierra+leone sri+lanka saudi+arabia burkina+faso buenos+aires monte+carlo baden+baden santiago+chile
  mercedes+benz harley+davidson louis+vuitton calvin+klein ralph+lauren tommy+hilfiger hugo+boss giorgio+armani jack+daniels
  johnnie+walker michael+kors ted+baker jack+wolfskin marc+jacobs victoria+falls virginia+beach jim+beam aston+martin
  alfa+romeo rolls+royce land+rover jack+jones paul+smith tom+tailor tom+ford karl+lagerfeld christian+dior yves+rocher
  estee+lauder elizabeth+arden martin+luther black+friday cyber+monday google+chrome amazon+prime microsoft+edge
  internet+explorer mozilla+firefox apple+safari los+angeles las+vegas el+paso new+york new+jersey san+remo porto+alegre
  rio+grande abu+dhabi kuala+lumpur tel+aviv addis+ababa george+town james+bond harry+potter peter+pan
`)
