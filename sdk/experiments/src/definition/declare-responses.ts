import { shownKind, shownText, shownValue } from '@disco-engine/kernel';
import { keyProblems, type KeysOf } from './known-keys.js';
import type {
  ChannelFigure,
  ChannelSource,
  ExperimentResponse,
  RatioSource,
  ResponseDefinition,
  ResponseFunction,
  ResponseSource,
} from './response.js';

const FIGURES: ReadonlySet<unknown> = new Set<ChannelFigure>([
  'mean',
  'count',
  'sum',
  'minimum',
  'maximum',
  'last',
  'deviation',
  'rate',
]);

const CHANNEL_KEYS = { channel: true, figure: true, share: true, quantile: true } satisfies KeysOf<ChannelSource>;

const RATIO_KEYS = { numerator: true, denominator: true } satisfies KeysOf<RatioSource>;

const DEFINITION_KEYS = {
  ...CHANNEL_KEYS,
  ...RATIO_KEYS,
  value: true,
  unit: true,
} satisfies KeysOf<Exclude<ResponseDefinition, ResponseFunction>>;

const FORMS =
  'give a function, { channel, figure }, { channel, share }, { channel, quantile }, { numerator, denominator } or { value }';

/**
 * Checks and normalizes the responses that an experiment declares.
 *
 * @param keepsRecords whether logs keep their records, which quantiles need
 * @param refuse called with each problem
 */
export function declareResponses(
  definitions: Readonly<Record<string, ResponseDefinition>>,
  keepsRecords: boolean,
  refuse: (message: string) => void,
): ExperimentResponse[] {
  return Object.entries(definitions).map(([name, definition]) => {
    const invalid = (message: string): void => refuse(`response ${shownText(name)}: ${message}`);
    if (name === '' || name.includes('/') || name === '__proto__')
      invalid('give it a name without a slash, because a slash marks a channel');
    return responseOf(name, definition, keepsRecords, invalid);
  });
}

function responseOf(
  name: string,
  definition: ResponseDefinition,
  keepsRecords: boolean,
  refuse: (message: string) => void,
): ExperimentResponse {
  if (typeof definition === 'function')
    return { name, kind: 'value', unit: '', text: codeOf(definition), sources: [definition] };
  if (typeof definition !== 'object' || definition === null) {
    refuse(`it is ${shownKind(definition)}; ${FORMS}`);
    return { name, kind: 'value', unit: '', text: '', sources: [] };
  }
  for (const message of keyProblems(definition, keysOf(definition))) refuse(message);
  const { unit = '' } = definition;
  if (typeof unit !== 'string') refuse(`its unit is ${shownValue(unit)}; give a string`);
  const source = (one: ResponseSource): Source => sourceOf(one, keepsRecords, refuse);
  const part = (one: ResponseSource): Source => {
    if (typeof one === 'object' && one !== null) for (const message of keyProblems(one, CHANNEL_KEYS)) refuse(message);
    return source(one);
  };
  if ('numerator' in definition) {
    const parts = [part(definition.numerator), part(definition.denominator)];
    const text = parts.map((one) => one.text).join(' / ');
    return { name, kind: 'ratio', unit, text, sources: parts.map(({ compute }) => compute) };
  }
  const { text, compute } = 'value' in definition ? part(definition.value) : source(definition);
  const unitOf = 'unit' in definition ? undefined : measuredChannel(definition);
  return { name, kind: 'value', unit, ...(unitOf !== undefined && { unitOf }), text, sources: [compute] };
}

/** The channel whose unit a figure has: that of its records, unless the figure counts them or is a share of time. */
function measuredChannel(definition: object): string | undefined {
  if (!('channel' in definition) || typeof definition.channel !== 'string' || 'share' in definition) return undefined;
  const figure = 'figure' in definition ? definition.figure : 'mean';
  return figure === 'count' || figure === 'rate' ? undefined : definition.channel;
}

/** The keys of the form that a definition has; all keys if it has none of the forms. */
function keysOf(definition: Exclude<ResponseDefinition, ResponseFunction>): Readonly<Record<string, true>> {
  if ('numerator' in definition) return { ...RATIO_KEYS, unit: true };
  if ('value' in definition) return { value: true, unit: true };
  return 'channel' in definition ? { ...CHANNEL_KEYS, unit: true } : DEFINITION_KEYS;
}

interface Source {
  readonly text: string;
  readonly compute: ResponseFunction;
}

function sourceOf(source: ResponseSource, keepsRecords: boolean, refuse: (message: string) => void): Source {
  if (typeof source === 'function') return { text: codeOf(source), compute: source };
  if (typeof source !== 'object' || source === null || !('channel' in source)) {
    refuse(`it cannot be computed from ${shownValue(source)}; ${FORMS}`);
    return { text: '', compute: () => undefined };
  }
  const { channel } = source;
  if (typeof channel !== 'string' || !/^.+\/.+$/s.test(channel))
    refuse(`its channel is ${shownValue(channel)}; name it as NODE/NAME, such as stage/Retail_0001/stock`);
  return channelSource(source, keepsRecords, refuse);
}

function channelSource(source: ChannelSource, keepsRecords: boolean, refuse: (message: string) => void): Source {
  const { channel } = source;
  const given = (['figure', 'share', 'quantile'] as const).filter((key) => key in source);
  if (given.length > 1) refuse(`it has both ${given.join(' and ')}; give one of them`);
  if ('share' in source) {
    const { share: state } = source;
    return { text: `share of ${state} in ${channel}`, compute: ({ share }) => share(channel, state) };
  }
  if ('quantile' in source) {
    const { quantile: p } = source;
    if (!(typeof p === 'number' && p >= 0 && p <= 1))
      refuse(`its quantile is ${shownValue(p)}; give a number from 0 to 1`);
    if (!keepsRecords) refuse("a quantile needs all records; give log: { keep: 'records' }");
    return { text: `${p} quantile of ${channel}`, compute: ({ quantile }) => quantile(channel, p) };
  }
  const { figure = 'mean' } = source;
  if (!FIGURES.has(figure)) refuse(`its figure is ${shownValue(figure)}; give one of ${[...FIGURES].join(', ')}`);
  return { text: `${figure} of ${channel}`, compute: (figures) => figures[figure](channel) };
}

function codeOf(compute: ResponseFunction): string {
  return compute.toString().trim();
}
