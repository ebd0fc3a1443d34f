const rows = {
  file: 'how the well-known file was asked for',
  to: 'the listener that got the request',
  refuse: 'that no request is sent',
  host: 'its Host header',
  cert: 'the name that its certificate was checked for',
  sni: 'the SNI of its connection',
  destination: 'the destination that X-Matrix names',
  signature: 'whether it is signed, and rightly',
  answer: 'what the implementation says itself',
  saw: 'what has to be seen',
  never: 'what must not be seen',
  atMost: 'what may be seen only so often',
  within: 'how soon the request comes',
  claim: 'whether what it says fits what it did',
  page: 'what was asked for besides, which is no matter of federation',
};

/** The part of the expectation a reason is about. */
export type Field = keyof typeof rows;

/** In the order in which reasons of equal weight are told. */
export const FIELDS: Readonly<Record<Field, string>> = rows;
