import { describeTransport, makeCertificates } from '@disco-engine/testing/transport-suite';
import { transport } from '../src/index.js';

describeTransport(transport, { tls: makeCertificates });
