/**
 * In which order a worker performs activations of nodes that cannot influence each other; nothing that a run computes
 * depends on it. `order`: by epoch, like those of one node (with bounds for ports, a worker walks past ports that must
 * wait, and epochs may go back when these may go on). `windows`: group by group in short windows of time, which is
 * faster where each holds many activations.
 */
export type Stepping = 'order' | 'windows';

/**
 * How a kernel chooses: by what it measures (`auto`), or, for tests, always in order or always by windows, with the
 * shortest or the longest lookahead that the topology has.
 */
export type SteppingChoice = 'auto' | 'order' | 'shortest' | 'longest';
