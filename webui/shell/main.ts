import './styles/index.css';
import { failure } from '../kit/failure';
import { translator } from '../kit/strings';
import { readBoot } from './boot';
import { Shell } from './shell';

const app = document.getElementById('app');
if (!app) throw failure('error', { detail: 'the page has no #app' });
const boot = readBoot(app);
void new Shell(app, boot, translator(boot.shell_strings)).run();
