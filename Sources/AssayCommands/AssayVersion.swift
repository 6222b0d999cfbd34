/// The program's version.
public enum AssayVersion {
  public static let current = "0.1.0"
}
