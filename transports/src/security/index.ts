export { isLoopback, parseAddress, type Address, type Schemes, type TcpAddress, type UnixAddress } from './address.js';
export { Listener } from './listener.js';
export { isProof, prove } from './proof.js';
export { DEFAULT_STRANGER_LIMITS, type StrangerLimits } from './stranger-gate.js';
export { clientTls, secureSocket, type TlsOptions } from './tls.js';
export { tlsFaults, type TlsFault } from './tls-faults.js';
export { readTokenFile } from './token.js';
export { addressProblems, reachProblems, trustedAddress, trustProblems, type TrustOptions } from './trust.js';
export { refuseForeignFile } from './unix-socket-file.js';
