/** A frame of fixed shape on a picture: its corner and its width, in the picture's pixels. */
export type Frame = { left: number; top: number; width: number }

/** The picture, the frame's height as a multiple of its width, and the narrowest frame, in pixels. */
export type Bounds = { width: number; height: number; shape: number; least: number }

/** The widest frame that fits: about the middle, a little higher than centred, because that is where faces are. */
export function widestFrame(bounds: Bounds): Frame {
  const width = widest(bounds)
  return { left: (bounds.width - width) / 2, top: (bounds.height - width * bounds.shape) * 0.35, width }
}

/** The frame moved by so many pixels, as far as the picture goes. */
export function moveFrame(bounds: Bounds, { left, top, width }: Frame, right: number, down: number): Frame {
  return {
    left: within(left + right, bounds.width - width),
    top: within(top + down, bounds.height - width * bounds.shape),
    width,
  }
}

/**
 * The frame made so wide, between the narrowest and the widest.
 * @param still the point that stays where it is, in fractions of the frame: 0, 0 is its left upper corner
 */
export function sizeFrame(bounds: Bounds, frame: Frame, wanted: number, still: { x: number; y: number }): Frame {
  const width = Math.max(Math.min(bounds.least, widest(bounds)), Math.min(wanted, widest(bounds)))
  const less = frame.width - width
  return moveFrame(bounds, { ...frame, width }, less * still.x, less * bounds.shape * still.y)
}

/** The frame in fractions of the picture. */
export function fractionsOf(bounds: Bounds, { left, top, width }: Frame) {
  return {
    x: left / bounds.width,
    y: top / bounds.height,
    width: width / bounds.width,
    height: (width * bounds.shape) / bounds.height,
  }
}

function widest({ width, height, shape }: Bounds): number {
  return Math.min(width, height / shape)
}

function within(at: number, most: number): number {
  return Math.max(0, Math.min(at, most))
}
