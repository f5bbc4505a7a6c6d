package io.github.dropblock.harness.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The connection of Maven's JVM and the driver, on this machine's loopback interface. Other users
 * of the machine could connect too, so the driver has to name a token, which it was given through
 * its standard input.
 */
public final class Link implements Closeable {
  private static final int TOKEN_BYTES = 32;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Link(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /** Waits for a driver to connect. */
  static final class Door implements Closeable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String token;

    Door() throws IOException {
      byte[] random = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(random);
      token = HexFormat.of().formatHex(random);
    }

    /** What {@link Link#connect} must be given. */
    String invitation() {
      return server.getLocalPort() + " " + token;
    }

    /**
     * The next who knows the token.
     *
     * @param millis to wait at most for somebody to connect
     * @throws java.net.SocketTimeoutException if nobody does
     */
    Link accept(int millis) throws IOException {
      server.setSoTimeout(millis);
      while (true) {
        Socket socket = server.accept();
        socket.setSoTimeout(millis);
        Link link = new Link(socket);
        byte[] said = link.in.readNBytes(token.length());
        if (MessageDigest.isEqual(said, token.getBytes(StandardCharsets.US_ASCII))) {
          socket.setSoTimeout(0);
          return link;
        }
        link.close();
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** The driver's end. */
  public static Link connect(String invitation) throws IOException {
    String[] words = invitation.strip().split(" ", -1);
    Link link = new Link(new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0])));
    link.out.write(words[1].getBytes(StandardCharsets.US_ASCII));
    link.out.flush();
    return link;
  }

  /** Says something. */
  public synchronized void send(Message message) throws IOException {
    message.writeTo(out);
  }

  /**
   * What the other says next.
   *
   * @throws java.io.EOFException if it is gone
   */
  public Message receive() throws IOException {
    return Message.readFrom(in);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
