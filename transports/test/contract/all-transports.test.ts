import { TRANSPORT_KINDS } from '@disco-engine/transports';
import { describeTransport } from '@disco-engine/testing/transport-suite';
import { makeCertificates } from './certificates.js';

for (const kind of TRANSPORT_KINDS) describeTransport(kind, { tls: makeCertificates });
