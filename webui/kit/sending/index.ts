export { handIn, type SendEvent } from './hand_in';
export { canSendAgain, sendEndOf, type SendEnd, type SendProblem } from './problem';
export { ProblemNotice } from './problem_notice';
export { SendingScreen } from './sending_screen';
