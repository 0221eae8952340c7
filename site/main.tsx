import { mountFileViewer } from '../view/shell/mount-files';
import './site.css';

mountFileViewer();
