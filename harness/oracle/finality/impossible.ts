import type { Detour, FinalityCell, Trouble, TroubledStep } from '../../model/index.ts';

/** Why a cell of the finality matrix can have no case; undefined where it can. */
export function whyImpossible({ step, trouble, detour }: FinalityCell): string | undefined {
  const isNotLookedUp = trouble === 'no-address' && isLiteral(step);
  return DETOUR_RULES[detour](step, trouble) ?? (isNotLookedUp ? 'an address is not looked up' : undefined);
}

type Rule = (step: TroubledStep, trouble: Trouble) => string | undefined;

const DETOUR_RULES: Readonly<Record<Detour, Rule>> = {
  'port-443': (step, trouble) => {
    if (trouble === 'no-address' && isName(step)) return NOWHERE;
    const isThere = step !== 'file' || isAnswer(trouble);
    return isThere ? undefined : 'that is where the well-known file failed';
  },
  'port-8448': (step, trouble) => {
    if (step === '3.5' || step === '6') return 'that is where the step leads';
    if (trouble !== 'no-address') return undefined;
    if (isName(step)) return NOWHERE;
    return isSrv(step) ? UNUSABLE : undefined;
  },
  'server-name': (step) => (step.startsWith('3.') ? undefined : 'the server name itself decides'),
  'srv-of-server-name': (step) => (step.startsWith('3.') ? undefined : 'the server name itself decides'),
  'other-srv': (step, trouble) => {
    if (isLiteral(step)) return 'an address has no SRV records';
    if (step === '3.4' || step === '5') return 'the step begins only where there is no _matrix-fed record';
    if (step === '3.5' || step === '6') return 'the step begins only where neither service has a record';
    return trouble === 'no-address' && isSrv(step) ? UNUSABLE : undefined;
  },
  'next-target': (step, trouble) => {
    if (!isSrv(step)) return 'no SRV record decides where it goes wrong';
    return NEXT_TARGET[trouble];
  },
  'target-8448': (step, trouble) => {
    if (!isSrv(step)) return 'no SRV record decides where it goes wrong';
    return trouble === 'no-address' ? 'the target has no address for any port' : undefined;
  },
  'own-file': (step, trouble) => {
    if (step === 'file') return 'that is what failed';
    if (step === '4' || step === '5' || step === '6')
      return 'the file of the name was asked for, and delegates nothing';
    return trouble === 'no-address' && isName(step) ? NOWHERE : undefined;
  },
  'answered-name': (step, trouble) => {
    if (step === 'file') return NO_NAME[trouble];
    return trouble === 'redirect' ? FOLLOWED : 'nothing that answers a federation request names a server';
  },
};

const NOWHERE = 'the name has no address for any port';
const UNUSABLE = 'a record that cannot be used may be taken for none (AMB-11)';
const NEXT = 'the next target is where it should go (V-8)';
const OPEN = 'whether the next target is tried is open (AMB-2)';
const FOLLOWED = 'whether a redirect of the request is followed is open';
const NOTHING = 'no answer came that could name anything';

const NEXT_TARGET: Readonly<Record<Trouble, string | undefined>> = {
  'no-address': NEXT,
  refused: NEXT,
  stall: NEXT,
  reset: OPEN,
  'bad-certificate': OPEN,
  'cut-body': OPEN,
  redirect: undefined,
  status: undefined,
};

const NO_NAME: Readonly<Record<Trouble, string | undefined>> = {
  'no-address': NOTHING,
  refused: NOTHING,
  stall: NOTHING,
  reset: NOTHING,
  'bad-certificate': undefined,
  'cut-body': 'half a body names nothing, and only RFC 9112 says what breaks off is none (S3-p)',
  redirect: undefined,
  status: undefined,
};

const isLiteral = (step: TroubledStep) => step === '1' || step === '3.1';
const isSrv = (step: TroubledStep) => ['3.3', '3.4', '4', '5'].includes(step);
/** Its own addresses are the place. */
const isName = (step: TroubledStep) => !isLiteral(step) && !isSrv(step);
const isAnswer = (trouble: Trouble) => ['redirect', 'status', 'cut-body'].includes(trouble);
