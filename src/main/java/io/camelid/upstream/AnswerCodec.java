package io.camelid.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to a provider, and one answer to each. Whatever else it says closes its connection: Netty's own codec would keep the
 * beginning of it, and the next request would get it for an answer. One for each connection.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerCodec.class);

    private final HttpDecoderConfig bounds;
    private boolean awaited;
    private boolean surplus;

    private AnswerCodec(HttpDecoderConfig bounds) {
        this.bounds = bounds;
        init(new Decoder(), new Encoder());
    }

    /** Takes the place of the codec of a connection that is new. */
    static void replaceIn(HttpConnection connection, HttpDecoderConfig bounds) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .replace(HttpClientCodec.class, "answers", new AnswerCodec(bounds));
    }

    private final class Encoder extends HttpRequestEncoder {

        @Override
        protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
            awaited |= message instanceof HttpRequest;
            super.encode(context, message, out);
        }
    }

    private final class Decoder extends HttpResponseDecoder {

        private boolean interim;

        Decoder() {
            super(bounds);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            super.channelRead(context, message);
            if (surplus) {
                // after the answer that this may have come with
                context.channel().close();
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (awaited) {
                super.decode(context, in, out);
                out.removeIf(this::isInterim);
            } else {
                drop(context, in);
            }
        }

        /** Whether the message is of an answer that only announces another; Vert.x takes most of them for the answer itself. */
        private boolean isInterim(Object message) {
            if (message instanceof HttpResponse head) {
                boolean switched = head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
                interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL && !switched;
                surplus |= switched; // what follows is not HTTP
            }
            if (!interim && message instanceof LastHttpContent) {
                awaited = false;
            }
            return interim;
        }

        private void drop(ChannelHandlerContext context, ByteBuf in) {
            in.skipBytes(in.readableBytes());
            if (!surplus) {
                surplus = true;
                LOG.warn(
                        "A provider at {} said more than its answers; its connection is closed",
                        context.channel().remoteAddress());
            }
        }
    }
}
