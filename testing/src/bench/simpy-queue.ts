import { execFileSync } from 'node:child_process';
import type { Figures } from './benchmark.js';

/** Debian's Python comes first: its packages are installed for that one, and the path may lead to another. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const CUSTOMERS = 200_000;

const QUEUE = `
import random, sys, time
try:
    import simpy
except ImportError:
    sys.exit(3)
if not hasattr(simpy, 'Environment'):
    sys.exit(3)

def arrivals(env, counter):
    for _ in range(${CUSTOMERS}):
        yield env.timeout(random.expovariate(0.8))
        env.process(customer(env, counter))

def customer(env, counter):
    with counter.request() as turn:
        yield turn
        yield env.timeout(random.expovariate(1.0))

env = simpy.Environment()
env.process(arrivals(env, simpy.Resource(env)))
start = time.perf_counter()
env.run()
print(${CUSTOMERS} / (time.perf_counter() - start), simpy.__version__)
`;

/** Customers per second of the same queue in SimPy 3 or 4; says so if there is none. */
export function simPyFigures(customersPerSecond: number): Figures {
  for (const python of PYTHONS) {
    let output;
    try {
      output = execFileSync(python, ['-c', QUEUE], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      continue;
    }
    const [speed = '', version = ''] = output.trim().split(' ');
    const simPyPerSecond = Math.round(Number(speed));
    return { simPy: version, simPyPerSecond, timesSimPy: customersPerSecond / simPyPerSecond };
  }
  return { simPy: 'not installed (Debian: python3-simpy3)' };
}
