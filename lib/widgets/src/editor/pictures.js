// Icons of channels and faces of emotions: the outlines and words come with the texts, so that all pictures share them.
import { outlined } from "#shared/page.js";
import { isKnown } from "./document.js";
/** @import { Emotion, Labels } from "./types.js" */

/**
 * The icon of the first kind of channel whose words occur in a channel's name, or nothing.
 *
 * @param {Labels} labels
 * @param {string} channel
 */
export function channelIcon(labels, channel) {
  const kinds = channel ? (labels.channels ?? "").split(" ") : [];
  const kind = kinds.find((one) => new RegExp(labels[`words_${one}`], "i").test(channel));
  return kind ? [outlined(labels[`channel_${kind}`], "pe-channel-icon")] : [];
}

/**
 * The face of an emotion, one of five, or nothing where it is unknown.
 *
 * @param {Labels} labels
 * @param {Emotion} emotion
 */
export function faceOf(labels, emotion) {
  if (!isKnown(emotion)) return [];
  const level = [-1.5, -0.5].filter((edge) => emotion > edge).length + [0.5, 1.5].filter((edge) => emotion >= edge).length;
  return [outlined(labels[`face_${level}`], `pe-face pe-face-${Math.sign(emotion)}`)];
}
