import {
  type Case,
  type Detour,
  type FinalityCell,
  nameOfCell,
  TROUBLES,
  type Trouble,
  type TroubledStep,
} from '../../model/index.ts';
import type { FallBack } from '../parts.ts';
import type { Mutant } from './mutant.ts';
import {
  toNextTarget,
  toOtherSrv,
  toOwnFile,
  toPort,
  toServerName,
  toSrvOfServerName,
  toTargetOn8448,
} from './ways.ts';

/** What can go wrong where there is an address. */
const AT_AN_ADDRESS = TROUBLES.filter((trouble) => trouble !== 'no-address');
/** An HTTP answer of any kind came. */
const AN_ANSWER = ['redirect', 'status', 'cut-body'] as const;

type Wrong = { readonly [D in Exclude<Detour, 'answered-name'>]?: readonly Trouble[] };

/**
 * Where a careless resolver can go, and after which failures. It is written down without looking at what the specification
 * says; `harness/mutation/finality.test.ts` holds it against the cells that the oracle calls possible.
 */
const WRONG: Readonly<Record<TroubledStep, Wrong>> = {
  '1': { 'port-443': AT_AN_ADDRESS, 'port-8448': AT_AN_ADDRESS, 'own-file': AT_AN_ADDRESS },
  '2': {
    'port-443': AT_AN_ADDRESS,
    'port-8448': AT_AN_ADDRESS,
    'other-srv': TROUBLES,
    'own-file': AT_AN_ADDRESS,
  },
  file: {
    'port-443': AN_ANSWER,
    'port-8448': AT_AN_ADDRESS,
    'other-srv': TROUBLES,
  },
  '3.1': {
    'port-443': AT_AN_ADDRESS,
    'port-8448': AT_AN_ADDRESS,
    'server-name': AT_AN_ADDRESS,
    'srv-of-server-name': AT_AN_ADDRESS,
    'own-file': AT_AN_ADDRESS,
  },
  '3.2': {
    'port-443': AT_AN_ADDRESS,
    'port-8448': AT_AN_ADDRESS,
    'server-name': TROUBLES,
    'srv-of-server-name': TROUBLES,
    'other-srv': TROUBLES,
    'own-file': AT_AN_ADDRESS,
  },
  '3.3': {
    'port-443': TROUBLES,
    'port-8448': AT_AN_ADDRESS,
    'server-name': TROUBLES,
    'srv-of-server-name': TROUBLES,
    'other-srv': AT_AN_ADDRESS,
    'next-target': ['redirect', 'status'],
    'target-8448': AT_AN_ADDRESS,
    'own-file': TROUBLES,
  },
  '3.4': {
    'port-443': TROUBLES,
    'port-8448': AT_AN_ADDRESS,
    'server-name': TROUBLES,
    'srv-of-server-name': TROUBLES,
    'next-target': ['redirect', 'status'],
    'target-8448': AT_AN_ADDRESS,
    'own-file': TROUBLES,
  },
  '3.5': {
    'port-443': AT_AN_ADDRESS,
    'server-name': TROUBLES,
    'srv-of-server-name': TROUBLES,
    'own-file': AT_AN_ADDRESS,
  },
  '4': {
    'port-443': TROUBLES,
    'port-8448': AT_AN_ADDRESS,
    'other-srv': AT_AN_ADDRESS,
    'next-target': ['redirect', 'status'],
    'target-8448': AT_AN_ADDRESS,
  },
  '5': {
    'port-443': TROUBLES,
    'port-8448': AT_AN_ADDRESS,
    'next-target': ['redirect', 'status'],
    'target-8448': AT_AN_ADDRESS,
  },
  '6': { 'port-443': AT_AN_ADDRESS },
};

const WAYS: Readonly<Record<keyof Wrong, readonly [way: FallBack, to: string]>> = {
  'port-443': [toPort(443), 'port 443 of the name that decides'],
  'port-8448': [toPort(8448), 'port 8448 of the name that decides'],
  'server-name': [toServerName, 'the server name'],
  'srv-of-server-name': [toSrvOfServerName, 'an SRV record of the server name'],
  'other-srv': [toOtherSrv, 'an SRV record that has no say'],
  'next-target': [toNextTarget, 'the next SRV target'],
  'target-8448': [toTargetOn8448, 'port 8448 of the SRV target'],
  'own-file': [toOwnFile, 'where the well-known file of the name that decides leads'],
};

const AFTER: Readonly<Record<Trouble, string>> = {
  'no-address': 'where there is no address',
  refused: 'after a refused connection',
  reset: 'after a connection that is reset',
  stall: 'after a connection that times out',
  'bad-certificate': 'after a bad certificate',
  redirect: 'after a redirect',
  status: 'after an error status',
  'cut-body': 'after half an answer',
};

/** Other families have the same failures, with fewer places to go. */
const isOfFamily = ({ family }: Case) => family === 'finality';
/** Most worlds have no well-known file, and all steps from 4 on follow a 404. */
const isAboutFile = ({ id }: Case) => id.startsWith('finality/file#');

/** A mutant for each cell of the finality matrix, which dies in that cell and in no other. */
export const finality: readonly Mutant[] = Object.entries(WRONG).flatMap(([step, wrong]) =>
  Object.entries(wrong).flatMap(([detour, troubles]) =>
    troubles.map((trouble) =>
      mutantOf({ step: step as TroubledStep, trouble, detour: detour as keyof Wrong }),
    ),
  ),
);

function mutantOf(cell: FinalityCell & { readonly detour: keyof Wrong }): Mutant {
  const { step, trouble, detour } = cell;
  const [way, to] = WAYS[detour];
  const where = step === 'file' ? 'of the well-known file' : `in step ${step}`;
  return {
    name: nameOfCell(cell),
    title: `Goes to ${to} ${AFTER[trouble]} ${where}`,
    replaces: {
      fallBack: (setback) => (setback.step === step && setback.trouble === trouble ? way : undefined),
    },
    where: step === 'file' ? isAboutFile : isOfFamily,
    ...(trouble === 'stall' && { showsIn: 'stalls' }),
    cell,
  };
}
