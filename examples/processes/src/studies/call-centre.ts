import { Calls, scenario } from '../models/call-centre.js';
import { erlangA } from '../theory/erlang-a.js';
import type { Study } from './study.js';

const { delayed, lost, queue } = erlangA({ arrivals: 1, service: 1 / 4, impatience: 1 / 5, agents: 3 });

export const callCentre: Study = {
  title: 'Call centre: three agents, impatient callers (Erlang A)',
  model: Calls,
  options: {
    scenario,
    duration: 3050,
    warmup: 50,
    replications: 20,
    seed: 1,
    responses: {
      'has to wait': ({ mean }) => mean('centre/Ulm/delayed'),
      'gives up': ({ count }) => 1 - count('centre/Ulm/agents.wait') / count('centre/Ulm/delayed'),
      'wait in the queue': ({ mean }) => mean('centre/Ulm/agents.queue'),
    },
  },
  theory: { 'has to wait': delayed, 'gives up': lost, 'wait in the queue': queue },
};
