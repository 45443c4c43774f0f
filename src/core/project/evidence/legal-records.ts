/** How records of data protection and of other law are told from other documents, in the languages teams write. */
/** Names and headings of documents that record what was asked of the law. */
export const legalRecord =
  /\bdpia\b|data[- ]protection|(?:privacy|data protection|fundamental rights) impact assessment|\bgdpr\b|\brodo\b|privacy (?:assessment|review|impact)|legal (?:review|assessment)|\bcompliance\b|\bai act\b|ocena skutków|ochron\p{L} danych|zgodność z (?:przepisami|prawem)|datenschutz|\brgpd\b/iu;

/** Words of such a record itself: a text on the style of code or on licences of packages names none of these. */
export const legalWords =
  /\bgdpr\b|\brodo\b|\bdpia\b|\bhipaa\b|\bccpa\b|\bai act\b|personal data|data protection|legal basis|privacy|consent|dane osobowe|danych osobowych|podstawa prawna|datenschutz|personenbezogen/i;
